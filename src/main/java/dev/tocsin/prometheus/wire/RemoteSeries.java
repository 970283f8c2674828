package dev.tocsin.prometheus.wire;

import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series a remote read is in the midst of: its labels, and its samples on the grid. */
final class RemoteSeries {
  private final MatrixWriter writer;
  private final GridRow row;
  private final List<RemoteQuery> queries;
  private final double[] values;
  private @Nullable Labels labels;
  private long samples;
  private boolean histograms;

  /**
   * No series yet.
   *
   * @param queries what was asked
   * @param maxAgeMillis how old a sample may be, inclusive, at the time it stands for
   */
  RemoteSeries(MatrixWriter writer, List<RemoteQuery> queries, long maxAgeMillis) {
    this.writer = writer;
    this.queries = queries;
    this.row = new GridRow(writer.part(), maxAgeMillis);
    this.values = new double[writer.part().count()];
  }

  /** The labels that the server has only added to what a query selects. */
  Map<String, String> added(long query) {
    if (query < 0 || query >= queries.size()) {
      throw ProtoReader.malformed(
          "an answer to query %d where %d were asked".formatted(query, queries.size()));
    }
    return queries.get((int) query).added();
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
