package dev.tocsin.model.tribuo.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a graph must keep whose rows are stretches of steps. */
class StretchContractTest {
  private static final OnnxGraph GRAPH = Ensembles.fit(Ensembles.zoo(3, 300, 15_000)).graph();

  private static final OnnxMl.TensorShapeProto.Dimension WIDTH_OF_ONE =
      OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1).build();

  @Test
  void graph_leavesItsStepsOpenAndTellsHowManyThereMayBe() {
    OnnxMl.ModelProto model = parsed();

    assertThat(model.getMetadataPropsList())
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .contains(DetectorContract.STRETCH_KEY + "=32", DetectorContract.WINDOW_KEY + "=55");
    try (OnnxDetector detector = OnnxDetector.open(GRAPH, GRAPH.digest())) {
      assertThat(detector.window()).isEqualTo(55);
    }
  }

  @Test
  void open_withoutStretch_isRefused() {
    assertRefused(
        told(DetectorContract.STRETCH_KEY, null), "input novelty of width left open, expected 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1025", "many", ""})
  void open_ofAStretchThatIsNone_isRefused(String text) {
    assertRefused(
        told(DetectorContract.STRETCH_KEY, text),
        "metadata tocsin.stretch is %s, expected steps, at most 1024".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "a day"})
  void open_ofAWindowThatIsNone_isRefused(String text) {
    assertRefused(
        told(DetectorContract.WINDOW_KEY, text),
        "metadata tocsin.window is %s, expected steps".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"56", "-1", "few"})
  void open_ofLagsThatTheWindowDoesNotHold_isRefused(String text) {
    assertRefused(
        told(DetectorContract.LAGS_KEY, text),
        "metadata tocsin.lags is %s, expected at most the window of 55".formatted(text));
  }

  @Test
  void open_withoutWindow_isRefused() {
    assertRefused(
        told(DetectorContract.WINDOW_KEY, null),
        "metadata tocsin.window is nothing, expected steps, as no width of the inputs tells them");
  }

  @ParameterizedTest
  @ValueSource(strings = {DetectorContract.VALUES, DetectorContract.PRESENT})
  void open_withoutAnInputThatStretchesNeed_isRefused(String name) {
    assertRefused(
        model -> renameInput(model.getGraphBuilder(), name, "other"),
        "expected %s too".formatted(name));
  }

  /** Lets an input of steps be one of the series. */
  private static void renameInput(OnnxMl.GraphProto.Builder graph, String from, String to) {
    for (OnnxMl.ValueInfoProto.Builder input : graph.getInputBuilderList()) {
      if (input.getName().equals(from)) {
        shape(input.setName(to)).setDim(1, WIDTH_OF_ONE);
      }
    }
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, node.getInput(i).equals(from) ? to : node.getInput(i));
      }
    }
  }

  @Test
  void open_ofAStepOfFixedWidth_isRefused() {
    assertRefused(
        model -> {
          OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
          for (int i = 0; i < graph.getInputCount(); i++) {
            if (graph.getInput(i).getName().equals(DetectorContract.NOVELTY)) {
              shape(graph.getInputBuilder(i)).setDim(1, WIDTH_OF_ONE);
            }
          }
        },
        "input novelty of width 1, expected left open");
  }

  @Test
  void open_ofAnOutputOfSingleSteps_isRefused() {
    assertRefused(
        model -> outputs(model.getGraphBuilder(), 0, EnsembleGraph.CENTER),
        "output yhat is missing or of another shape, expected double [n × t]");
  }

  @Test
  void open_ofSharesOfAllStreamsTogether_isRefused() {
    assertRefused(
        model -> outputs(model.getGraphBuilder(), 4, DetectorContract.Y),
        "output stream_shares of shape [-1, -1], expected a column for each of [ewma, ");
  }

  /** Lets an output be an input, which has a dimension less. */
  private static void outputs(OnnxMl.GraphProto.Builder graph, int output, String input) {
    OnnxMl.TensorShapeProto.Builder shape = shape(graph.getOutputBuilder(output));
    shape.removeDim(shape.getDimCount() - 1);
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (node.getOutput(0).equals(graph.getOutput(output).getName())) {
        node.setInput(0, input);
      }
    }
  }

  private static OnnxMl.TensorShapeProto.Builder shape(OnnxMl.ValueInfoProto.Builder value) {
    return value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
  }

  /** Changes what the file tells under a key, or takes it out. */
  private static Consumer<OnnxMl.ModelProto.Builder> told(String key, @Nullable String value) {
    return model -> {
      for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
        if (model.getMetadataProps(i).getKey().equals(key)) {
          if (value == null) {
            model.removeMetadataProps(i);
          } else {
            model.getMetadataPropsBuilder(i).setValue(value);
          }
        }
      }
    };
  }

  private static void assertRefused(Consumer<OnnxMl.ModelProto.Builder> change, String message) {
    OnnxMl.ModelProto.Builder model = parsed().toBuilder();
    change.accept(model);
    OnnxGraph changed = OnnxGraph.copyOf(model.build().toByteString().asReadOnlyByteBuffer());
    assertThatThrownBy(() -> OnnxDetector.open(changed, changed.digest()))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.CONTRACT))
        .hasMessageContaining(message);
  }

  private static OnnxMl.ModelProto parsed() {
    try {
      return OnnxMl.ModelProto.parseFrom(GRAPH.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
