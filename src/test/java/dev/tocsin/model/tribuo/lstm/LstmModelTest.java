package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

class LstmModelTest {
  /** Both are single precision: rounding of 6e-8 and two approximations of tanh, over 30 steps. */
  private static final double ONNX_TOLERANCE = 5e-7;

  private static LstmModel model(int window, int hidden) {
    LstmSettings settings = LstmSettings.standard().withHidden(hidden).withEpochs(2, 0);
    return new LstmTrainer(settings, 1, InstantSource.fixed(Instant.EPOCH))
        .fit(Samples.waveWindows(window, 320), Progress.none());
  }

  private static ArrayExample<Regressor> example(TrainingWindows windows, int window) {
    ArrayExample<Regressor> example = new ArrayExample<>(new Regressor("y", 0));
    for (int t = 0; t < windows.features(); t++) {
      example.add(LstmTrainer.featureName(t), windows.feature(window, t));
    }
    return example;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 8", "6, 5", "30, 8", "30, 32"})
  void exportONNXModel_forecastsAsTheModelDoes(int window, int hidden) throws OrtException {
    LstmModel model = model(window, hidden);
    TrainingWindows unseen = Samples.windows(window, Samples.wave(200, 99));

    float[] met = run(model.exportONNXModel("dev.tocsin", 1), unseen);

    for (int i = 0; i < met.length; i++) {
      double expected = model.predict(example(unseen, i)).getOutput().getValues()[0];
      assertThat((double) met[i]).isCloseTo(expected, within(ONNX_TOLERANCE));
    }
    assertThat(met).doesNotHaveDuplicates();
  }

  @Test
  void exportONNXModel_usesBasicOperatorsOnly() {
    OnnxMl.ModelProto exported = model(30, 8).exportONNXModel("dev.tocsin", 3);

    Set<String> operators =
        exported.getGraph().getNodeList().stream()
            .map(OnnxMl.NodeProto::getOpType)
            .collect(Collectors.toSet());
    assertThat(operators)
        .containsExactlyInAnyOrder(
            "Add", "Concat", "Gather", "Gemm", "Identity", "Mul", "Sigmoid", "Tanh", "Transpose");
    assertThat(exported.getOpsetImport(0).getVersion()).isEqualTo(13);
    assertThat(exported.getModelVersion()).isEqualTo(3);
    assertThat(exported.getMetadataProps(0).getKey()).isEqualTo("TRIBUO_PROVENANCE");
  }

  @Test
  void predict_refusesAnExampleThatLacksAStep() {
    LstmModel model = model(6, 8);
    TrainingWindows shorter = Samples.waveWindows(5, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(example(shorter, 0)))
        .withMessageStartingWith("5 steps of the window in ")
        .withMessageEndingWith(", expected 6");
  }

  @Test
  void copy_forecastsAlike() {
    LstmModel model = model(6, 8);
    ArrayExample<Regressor> example = example(Samples.waveWindows(6, 1), 0);

    assertThat(model.copy().predict(example).getOutput().getValues())
        .containsExactly(model.predict(example).getOutput().getValues());
  }

  private static float[] run(OnnxMl.ModelProto exported, TrainingWindows windows)
      throws OrtException {
    FloatBuffer input = FloatBuffer.allocate(windows.count() * windows.features());
    for (int i = 0; i < windows.count(); i++) {
      for (int t = 0; t < windows.features(); t++) {
        input.put(windows.feature(i, t));
      }
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    String name = exported.getGraph().getInput(0).getName();
    long[] shape = {windows.count(), windows.features()};
    try (OrtSession session = environment.createSession(exported.toByteArray());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, input.flip(), shape);
        OrtSession.Result result = session.run(Map.of(name, tensor))) {
      FloatBuffer forecasts = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] met = new float[forecasts.remaining()];
      forecasts.get(met);
      return met;
    }
  }
}
