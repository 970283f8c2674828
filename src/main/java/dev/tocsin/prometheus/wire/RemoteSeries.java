package dev.tocsin.prometheus.wire;

import dev.tocsin.series.Labels;
import org.jspecify.annotations.Nullable;

/** The series a remote read is in the midst of: its labels, and its samples on the grid. */
final class RemoteSeries {
  private final MatrixWriter writer;
  private final GridRow row;
  private final double[] values;
  private @Nullable Labels labels;
  private long samples;
  private boolean histograms;

  RemoteSeries(MatrixWriter writer, long maxAgeMillis) {
    this.writer = writer;
    this.row = new GridRow(writer.part(), maxAgeMillis);
    this.values = new double[writer.part().count()];
  }

  /** Begins a series, or goes on with it if it is the same as the last one. */
  void begin(Labels next) {
    if (labels == null || !labels.equals(next)) {
      end();
      labels = next;
    }
  }

  /** Where its samples belong. */
  GridRow row() {
    return row;
  }

  /** Notes how many samples were put there. */
  void count(int more) {
    samples += more;
  }

  /** Notes a native histogram: from its time on, the last float sample means nothing any more. */
  void histogram(long timeMillis) {
    histograms = true;
    row.add(timeMillis, GridRow.STALE);
  }

  /** Ends the series begun, if any. */
  void end() {
    if (labels == null) {
      return;
    }
    int present = row.finish(values);
    if (histograms) {
      writer.histograms(labels, present > 0);
    }
    if (present > 0) {
      writer.series(labels, values, samples);
    }
    row.begin();
    labels = null;
    samples = 0;
    histograms = false;
  }
}
