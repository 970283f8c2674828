package dev.tocsin.model.tribuo.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class LstmTrainerTest {
  private static final Instant NOW = Instant.parse("2024-06-07T08:09:10Z");

  private final TrainingWindows windows = Samples.waveWindows(6, 640);

  private static LstmTrainer trainer(LstmSettings settings, long seed) {
    return new LstmTrainer(settings, seed, InstantSource.fixed(NOW));
  }

  @Test
  void fit_reportsAFallingLossPerEpoch() {
    List<Progress.Step> steps = new ArrayList<>();

    trainer(LstmSettings.standard(), 1).fit(windows, steps::add);

    List<Double> losses = steps.stream().flatMap(step -> step.loss().stream().boxed()).toList();
    assertThat(losses).hasSize(10);
    assertThat(losses.get(9)).isLessThan(losses.get(0) / 3);
    for (int epoch = 1; epoch < 5; epoch++) {
      assertThat(losses.get(epoch)).isLessThan(losses.get(epoch - 1));
    }
    assertThat(steps).hasSize(10 + 10 * 640 / 32).contains(Progress.Step.of("step", 199, 200));
  }

  @Test
  void fit_takesTheStepsAskedFor() {
    List<Progress.Step> steps = new ArrayList<>();
    LstmSettings settings = LstmSettings.standard().withEpochs(3, 7).withBatch(100);

    trainer(settings, 1).fit(windows, steps::add);

    assertThat(steps.stream().filter(step -> step.stage().equals("step"))).hasSize(21);
    assertThat(steps.stream().filter(step -> step.stage().equals("epoch"))).hasSize(3);
  }

  @Test
  void fit_forecastsBetterThanTheLastValue() {
    LstmSettings settings =
        LstmSettings.standard()
            .withEpochs(40, 0)
            .withAdam(AdamSettings.standard().withLearningRate(0.01));

    LstmModel model = trainer(settings, 1).fit(windows, Progress.none());

    TrainingWindows unseen = Samples.windows(6, Samples.wave(300, 99));
    double ours = 0;
    double naive = 0;
    for (int i = 0; i < unseen.count(); i++) {
      double yhat = model.predict(example(unseen, i)).getOutput().getValues()[0];
      ours += Math.abs(yhat - unseen.target(i));
      naive += Math.abs(unseen.feature(i, 5) - unseen.target(i));
    }
    assertThat(ours).isLessThan(naive / 1.5);
  }

  @Test
  void fit_dependsOnTheSeedAlone() {
    LstmSettings settings = LstmSettings.standard().withEpochs(1, 0);
    LstmTrainer trainer = trainer(settings, 1);

    double[] first = parameters(trainer.fit(windows, Progress.none()));
    double[] second = parameters(trainer.fit(windows, Progress.none()));
    double[] other = parameters(trainer(settings, 2).fit(windows, Progress.none()));

    assertThat(second).containsExactly(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void fit_hasTheShapeAskedFor() {
    LstmSettings settings = LstmSettings.standard().withHidden(5).withEpochs(1, 1);

    LstmModel model = trainer(settings, 1).fit(windows, Progress.none());

    assertThat(model.window()).isEqualTo(6);
    assertThat(model.hidden()).isEqualTo(5);
    assertThat(model.parameterCount()).isEqualTo(4 * 5 * (1 + 1 + 5) + 5 + 1);
  }

  @Test
  void fit_makesDoWithFewerWindowsThanABatch() {
    LstmModel model =
        trainer(LstmSettings.standard(), 1).fit(Samples.waveWindows(6, 3), Progress.none());

    assertThat(parameters(model)).doesNotContain(Double.NaN);
  }

  @Test
  void fit_stopsWhenAskedTo() {
    List<Long> done = new ArrayList<>();
    Progress stopping =
        step -> {
          done.add(step.done());
          if (step.done() == 3) {
            throw new CancellationException("asked to stop");
          }
        };

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> trainer(LstmSettings.standard(), 1).fit(windows, stopping))
        .withMessage("asked to stop");
    assertThat(done).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void fit_refusesToTrainOnNothing() {
    TrainingWindows none = TrainingWindows.copyOf(6, List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(LstmSettings.standard(), 1).fit(none, Progress.none()))
        .withMessage("no window to train on, expected at least 1");
  }

  @Test
  void fit_saysSoWhenItDiverges() {
    LstmSettings settings =
        LstmSettings.standard().withAdam(AdamSettings.standard().withLearningRate(1e308));

    assertThatExceptionOfType(TrainingException.class)
        .isThrownBy(() -> trainer(settings, 1).fit(windows, Progress.none()))
        .withMessageContaining("weights of the lstm forecaster are NaN or infinite, expected none");
  }

  @Test
  void train_equalsFitOnTheSameWindows() {
    LstmSettings settings = LstmSettings.standard().withEpochs(2, 0);

    LstmModel fitted = trainer(settings, 1).fit(windows, Progress.none());
    LstmModel trained = trainer(settings, 1).train(dataset(windows), Map.of());

    assertThat(parameters(trained)).containsExactly(parameters(fitted));
    assertThat(trained.getOutputIDInfo().size()).isEqualTo(1);
  }

  @Test
  void fit_ofFewerWindowsThanABatch_trainsOnThem() {
    List<Double> losses = new ArrayList<>();

    trainer(LstmSettings.standard().withEpochs(3, 0), 1)
        .fit(Samples.waveWindows(6, 5), step -> step.loss().ifPresent(losses::add));

    assertThat(losses).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(losses.get(0)).isFinite().isGreaterThan(losses.get(2));
  }

  @Test
  void train_refusesAnExampleThatLacksAStep() {
    MutableDataset<Regressor> dataset = dataset(windows);
    dataset.add(
        new ArrayExample<>(
            new Regressor("y", 1), new String[] {LstmTrainer.featureName(0)}, new double[] {1}));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(LstmSettings.standard(), 1).train(dataset, Map.of()))
        .withMessageStartingWith("1 features in ")
        .withMessageEndingWith(", expected 6");
  }

  @Test
  void fit_tellsItsProvenance() {
    LstmSettings settings = LstmSettings.standard().withEpochs(1, 2);

    ModelProvenance provenance =
        trainer(settings, 42).fit(windows, Progress.none()).getProvenance();

    assertThat(provenance.getTrainingTime().toInstant()).isEqualTo(NOW);
    assertThat(provenance.getDatasetProvenance().getNumExamples()).isEqualTo(640);
    assertThat(provenance.getDatasetProvenance().getNumFeatures()).isEqualTo(6);
    assertThat(provenance.getTrainerProvenance().getClassName())
        .isEqualTo(LstmTrainer.class.getName());
    assertThat(provenance.toString())
        .contains("hidden=8", "epochs=1", "stepsPerEpoch=2", "batch=32", "seed=42")
        .contains("learningRate=0.001", "beta1=0.9", "beta2=0.999", "epsilon=1.0E-8");
  }

  @Test
  void provenance_isReadBackByTribuo() {
    ModelProvenance written =
        trainer(LstmSettings.standard().withEpochs(1, 1), 42)
            .fit(windows, Progress.none())
            .getProvenance();

    assertThat(ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(written)))
        .isEqualTo(written);
  }

  private static double[] parameters(LstmModel model) {
    return IntStream.range(0, model.parameterCount()).mapToDouble(model::parameter).toArray();
  }

  private static MutableDataset<Regressor> dataset(TrainingWindows windows) {
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("test", new RegressionFactory()),
            new RegressionFactory());
    for (int i = 0; i < windows.count(); i++) {
      dataset.add(example(windows, i));
    }
    return dataset;
  }

  private static ArrayExample<Regressor> example(TrainingWindows windows, int window) {
    String[] names = new String[windows.features()];
    double[] values = new double[windows.features()];
    for (int t = 0; t < values.length; t++) {
      names[t] = LstmTrainer.featureName(t);
      values[t] = windows.feature(window, t);
    }
    return new ArrayExample<>(new Regressor("y", windows.target(window)), names, values);
  }
}
