package dev.tocsin.pipeline.read;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import java.util.ArrayList;
import java.util.List;

/**
 * Series that a detector wrote: Tocsin's own, or vmanomaly's, whose names and labels it keeps.
 * Scoring scores would go round in circles.
 */
public final class OwnOutput {
  private static final String REASON =
      "written by an anomaly detector; scores are not scored: narrow the query";

  private OwnOutput() {}

  /** Whether a detector wrote the series. */
  public static boolean isOwn(Labels series) {
    String name = series.metricName();
    return name.startsWith("tocsin_")
        || name.endsWith("anomaly_score")
        || (series.value("for").isPresent() && series.value("model_alias").isPresent());
  }

  /** The read without such series, which are listed as unreadable. */
  public static SeriesRead setAside(SeriesRead read) {
    SeriesMatrix matrix = read.matrix();
    List<SeriesRead.Unreadable> own = new ArrayList<>(read.unreadable());
    for (int row = 0; row < matrix.rows(); row++) {
      if (isOwn(matrix.labels(row))) {
        own.add(new SeriesRead.Unreadable(matrix.labels(row), REASON));
      }
    }
    return own.size() == read.unreadable().size()
        ? read
        : new SeriesRead(matrix.keeping(row -> !isOwn(matrix.labels(row))), own, read.how());
  }
}
