package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Windows as Tribuo's examples: the changes before the target, then the change to it. */
final class WindowExamples {
  private WindowExamples() {}

  /** All windows, each with the same output. */
  static <T extends Output<T>> MutableDataset<T> of(
      TrainingWindows windows, TrainingSettings settings, OutputFactory<T> factory, T output) {
    String origin =
        "normalised windows, at most %d drawn evenly from all series with seed %d"
            .formatted(settings.limits().maximumWindows(), settings.seed());
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance(origin, factory), factory);
    String[] names = TrainingWindows.featureNames(windows.features() + 1);
    for (int i = 0; i < windows.count(); i++) {
      dataset.add(new ArrayExample<>(output, names, features(windows, i)));
    }
    return dataset;
  }

  /** The features of a window. */
  static double[] features(TrainingWindows windows, int window) {
    double[] features = new double[windows.features() + 1];
    for (int j = 0; j < windows.features(); j++) {
      features[j] = windows.feature(window, j);
    }
    features[windows.features()] = windows.target(window);
    return features;
  }
}
