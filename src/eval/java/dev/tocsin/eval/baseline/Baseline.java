package dev.tocsin.eval.baseline;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.series.SeriesMatrix;

/** A detector to beat. */
public interface Baseline {
  /** What it is called in the report. */
  String name();

  /** A fresh detector for one series. */
  OnlineScore start(Stream stream);

  /**
   * What a detector knows of a series beforehand.
   *
   * @param name of the series, for seeds
   * @param seasonSteps the length of its rhythm, at least 1
   */
  record Stream(String name, int seasonSteps) {}

  /** The scores of a series, each seen from its past alone. */
  default Scores score(SeriesMatrix samples, int row, Stream stream) {
    OnlineScore online = start(stream);
    double[] scores = new double[samples.columns()];
    for (int column = 0; column < scores.length; column++) {
      double value = samples.value(row, column);
      scores[column] = Double.isNaN(value) ? Double.NaN : online.next(value);
    }
    return Scores.of(scores);
  }
}
