package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import java.util.Arrays;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.Huber;

/** Linear regression on the changes in the window, by Tribuo's stochastic gradient descent. */
public final class LinearTrainer implements ForecasterTrainer {
  /** The name {@link #kind()} gives. */
  public static final String KIND = "linear";

  private static final int MINIBATCH = 32;

  /** Few windows are seen more than the 10 times that many windows are. */
  private static final int WINDOWS_SEEN = 60_000;

  /** Errors beyond this many scales count linearly: bursts are not to bend the weights. */
  private static final double HUBER_SCALES = 1.345;

  /** Large, because averaging the weights over all steps removes the noise it brings. */
  private static final double LEARNING_RATE = 1;

  /** Damps the first steps, when AdaGrad has seen few gradients. */
  private static final double EPSILON = 0.1;

  private static final String OUTPUT = "y";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Normalisation normalisation() {
    return Normalisation.CHANGES;
  }

  @Override
  public Forecaster fit(TrainingWindows windows, TrainingSettings settings, Progress progress) {
    MutableDataset<Regressor> dataset = dataset(windows);
    progress.report(Progress.Step.of("fit", 0, windows.count()));
    // Not Tribuo's Adam, which multiplies by the root of the second moment in 4.3.2.
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new Huber(HUBER_SCALES),
            new ParameterAveraging(new AdaGrad(LEARNING_RATE, EPSILON)),
            Math.max(10, Math.min(100, WINDOWS_SEEN / windows.count())),
            Integer.MAX_VALUE,
            MINIBATCH,
            settings.seed());
    LinearSGDModel model = trainer.train(dataset);
    checkFinite(model);
    progress.report(Progress.Step.of("fit", windows.count(), windows.count()));
    return Forecaster.of(model);
  }

  private static MutableDataset<Regressor> dataset(TrainingWindows windows) {
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(
            new SimpleDataSourceProvenance("normalised windows", new RegressionFactory()),
            new RegressionFactory());
    String[] names = TrainingWindows.featureNames(windows.features());
    for (int i = 0; i < windows.count(); i++) {
      double[] values = new double[names.length];
      for (int j = 0; j < values.length; j++) {
        values[j] = windows.feature(i, j);
      }
      dataset.add(new ArrayExample<>(new Regressor(OUTPUT, windows.target(i)), names, values));
    }
    return dataset;
  }

  private static void checkFinite(LinearSGDModel model) {
    long broken = 0;
    for (double[] row : model.getWeightsCopy().toArray()) {
      broken += Arrays.stream(row).filter(weight -> !Double.isFinite(weight)).count();
    }
    if (broken > 0) {
      throw TrainingException.notFinite(KIND, broken);
    }
  }
}
