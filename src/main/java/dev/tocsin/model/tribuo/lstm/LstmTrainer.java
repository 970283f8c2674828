package dev.tocsin.model.tribuo.lstm;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableFeatureMap;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Trainer;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Trains LSTM and Dense(1) on normalised windows by Adam on the mean absolute error.
 *
 * <p>The same windows, settings and seed give the same weights, to the bit, however often it is
 * called. Thread-safe.
 */
public final class LstmTrainer implements Trainer<Regressor> {
  /** The kind of forecaster, in manifests and messages. */
  public static final String KIND = "lstm";

  private static final String OUTPUT = "y";

  private final LstmSettings settings;
  private final long seed;
  private final InstantSource clock;
  private final AtomicInteger invocations = new AtomicInteger();

  /**
   * A trainer.
   *
   * @param seed of the first weights and of the order of windows
   * @param clock tells when a model was trained, for its provenance
   */
  public LstmTrainer(LstmSettings settings, long seed, InstantSource clock) {
    this.settings = settings;
    this.seed = seed;
    this.clock = clock;
  }

  /**
   * Trains on windows, without Tribuo's examples, which cost some 550 bytes and 22 µs a window.
   *
   * @param windows at least one
   * @param progress hears of each step and each epoch's mean loss
   * @throws IllegalArgumentException if there is no window
   * @throws TrainingException if weights became NaN or infinite
   * @throws java.util.concurrent.CancellationException if {@code progress} asks to stop
   */
  public LstmModel fit(TrainingWindows windows, Progress progress) {
    MutableFeatureMap features = new MutableFeatureMap();
    MutableOutputInfo<Regressor> outputs = new RegressionFactory().generateInfo();
    for (int i = 0; i < windows.count(); i++) {
      outputs.observe(new Regressor(OUTPUT, windows.target(i)));
    }
    for (int t = 0; t < windows.features(); t++) {
      features.add(featureName(t), 1);
    }
    return fit(
        windows,
        new ImmutableFeatureMap(features),
        outputs.generateImmutableOutputInfo(),
        new WindowsProvenance(windows, now()),
        Map.of(),
        progress);
  }

  /** The name of a step, 0 being the oldest: Tribuo orders features by name, so zeros lead. */
  public static String featureName(int step) {
    return "x%06d".formatted(step);
  }

  /**
   * Trains on examples whose features, in the order of their names, are the steps of a window.
   *
   * @throws IllegalArgumentException if an example lacks a step, or there is not one output
   * @throws TrainingException if weights became NaN or infinite
   */
  @Override
  public LstmModel train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    ImmutableOutputInfo<Regressor> outputs = examples.getOutputIDInfo();
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          outputs.size() + " outputs, expected 1: train one model for each");
    }
    return fit(
        windows(examples, features),
        features,
        outputs,
        examples.getProvenance(),
        runProvenance,
        Progress.none());
  }

  private static TrainingWindows windows(
      Dataset<Regressor> examples, ImmutableFeatureMap features) {
    List<double[]> rows = new ArrayList<>(examples.size());
    for (Example<Regressor> example : examples) {
      if (example.size() != features.size()) {
        throw new IllegalArgumentException(
            example.size() + " features in " + example + ", expected " + features.size());
      }
      double[] row = new double[features.size() + 1];
      for (Feature feature : example) {
        row[features.getID(feature.getName())] = feature.getValue();
      }
      row[features.size()] = example.getOutput().getValues()[0];
      rows.add(row);
    }
    return TrainingWindows.copyOf(features.size(), rows);
  }

  private LstmModel fit(
      TrainingWindows windows,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs,
      DatasetProvenance data,
      Map<String, Provenance> run,
      Progress progress) {
    LstmShape shape = new LstmShape(windows.features(), settings.hidden());
    double[] parameters = descend(windows, shape, progress);
    TrainerProvenance trainer =
        new LstmTrainerProvenance(settings, seed, invocations.getAndIncrement());
    ModelProvenance provenance =
        new ModelProvenance(LstmModel.class.getName(), now(), data, trainer, run);
    return new LstmModel(shape, parameters, provenance, features, outputs);
  }

  private double[] descend(TrainingWindows windows, LstmShape shape, Progress progress) {
    if (windows.count() == 0) {
      throw new IllegalArgumentException("no window to train on, expected at least 1");
    }
    Random random = new Random(seed);
    double[] parameters = InitialWeights.draw(shape, random);
    int batch = Math.min(settings.batch(), windows.count());
    new Descent(new FloatGradient(shape, batch), settings.adam(), parameters)
        .run(windows, new Batches(windows.count(), batch, random), settings, progress);
    long broken = Arrays.stream(parameters).filter(weight -> !Double.isFinite(weight)).count();
    if (broken > 0) {
      throw TrainingException.notFinite(KIND, broken);
    }
    return parameters;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** What the next model's provenance says of this trainer. */
  @Override
  public TrainerProvenance getProvenance() {
    return new LstmTrainerProvenance(settings, seed, invocations.get());
  }

  @Override
  public int getInvocationCount() {
    return invocations.get();
  }

  /** Sets the count; it changes nothing else, as every call trains alike. */
  @Override
  public void setInvocationCount(int invocationCount) {
    invocations.set(invocationCount);
  }
}
