package dev.tocsin.prometheus.wire;

import dev.tocsin.series.Bounded;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesRead.Unreadable;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where decoders put samples: a matrix under construction, with bounds on its size.
 *
 * <p>A grid may be answered in several parts, one after the other, each for a slice of its columns;
 * a series that stands in several parts becomes one row. Not thread-safe.
 */
public final class MatrixWriter {
  /** How many remarks of a server are kept, and how many characters of each. */
  private static final int MAX_WARNINGS = 10;

  private static final int MAX_WARNING_LENGTH = 300;

  /** How much text the labels may have: several times the usual, for each series that may come. */
  private static final long LABEL_CHARACTERS_PER_SERIES = 1 << 10;

  /** In any case; a few series may well have long labels. */
  private static final long LABEL_CHARACTERS = 1 << 22;

  private final TimeGrid grid;
  private final int maxSeries;
  private final long maxSamples;
  private final SeriesMatrix.Builder matrix;
  private final Map<Labels, Unreadable> unreadable = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final BitSet rowsOfPart = new BitSet();
  private long samples;
  private long labelCharacters;

  private int firstColumn;
  private TimeGrid part;
  private double[] row;
  private int nextColumn;
  private long nextMillis;
  private int rowSamples;

  /**
   * A writer of a matrix on {@code grid}.
   *
   * @param maxSeries how many series are too many, exclusive; unreadable ones count
   * @param maxSamples how large {@code series × steps} may be, whether or not there is a sample
   */
  public MatrixWriter(TimeGrid grid, int maxSeries, long maxSamples) {
    this.grid = grid;
    this.maxSeries = maxSeries;
    this.maxSamples = maxSamples;
    this.matrix = SeriesMatrix.on(grid);
    this.part = grid;
    this.row = new double[0];
  }

  /**
   * Starts an answer that covers the columns {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @return their grid
   */
  public TimeGrid beginPart(int from, int to) {
    firstColumn = from;
    part = grid.slice(from, to);
    rowsOfPart.clear();
    return part;
  }

  /** Starts a series: from here on, {@link #sample} means it. */
  void beginSeries() {
    if (row.length != part.count()) {
      row = new double[part.count()];
    }
    Arrays.fill(row, Double.NaN);
    nextColumn = 0;
    nextMillis = part.startMillis();
    rowSamples = 0;
  }

  /**
   * Takes a sample of the series begun.
   *
   * @throws SourceException if the time is not on the grid, or not after the last one
   */
  void sample(long timeMillis, double value) {
    if (timeMillis != nextMillis) {
      nextColumn = columnAt(timeMillis);
      nextMillis = timeMillis;
    } else if (nextColumn == row.length) {
      throw offGrid(timeMillis);
    }
    row[nextColumn++] = value;
    nextMillis += part.stepMillis();
    rowSamples++;
  }

  /** The column of the next sample if none is missing; the number of columns after the last. */
  int nextColumn() {
    return nextColumn;
  }

  /** Takes the sample of {@link #nextColumn}. */
  void next(double value) {
    row[nextColumn++] = value;
    nextMillis += part.stepMillis();
    rowSamples++;
  }

  private int columnAt(long timeMillis) {
    long distance = timeMillis - part.startMillis();
    long column = Math.floorDiv(distance, part.stepMillis());
    if (column * part.stepMillis() != distance || column < nextColumn || column >= row.length) {
      throw offGrid(timeMillis);
    }
    return (int) column;
  }

  private SourceException offGrid(long timeMillis) {
    return new SourceException(
        Kind.MALFORMED,
        "a sample at %s, expected ascending times from %s to %s in steps of %s"
            .formatted(
                Instant.ofEpochMilli(timeMillis),
                part.time(0),
                Instant.ofEpochMilli(part.endMillis()),
                part.step()));
  }

  /** The columns to be written now. */
  TimeGrid part() {
    return part;
  }

  /**
   * Ends the series begun: what it has of samples becomes part of a row.
   *
   * @throws SourceException if it was there before in this part, or if there are too many
   */
  void endSeries(Labels labels) {
    if (rowSamples > 0) {
      series(labels, row, rowSamples);
    }
  }

  /**
   * Takes a whole series.
   *
   * @param values a sample or NaN for every column to be written now
   * @param decoded how many samples they were made of
   * @throws SourceException if it was there before in this part, or if there are too many
   */
  void series(Labels labels, double[] values, long decoded) {
    int known = matrix.rows();
    int index = matrix.row(labels);
    if (index == known) {
      count(labels);
    }
    if (rowsOfPart.get(index)) {
      throw new SourceException(
          Kind.MALFORMED, "series " + labels + " stands twice, expected each label set once");
    }
    rowsOfPart.set(index);
    matrix.put(index, firstColumn, values, 0, values.length);
    samples += decoded;
  }

  /** Notes that a series has native histograms, alone or among its float samples. */
  void histograms(Labels labels, boolean floats) {
    if (floats) {
      leftOut(labels);
    } else {
      unreadable(
          labels, "native histogram, expected float samples; query histogram_quantile or the like");
    }
  }

  private void leftOut(Labels labels) {
    warning("native histogram samples among the samples of " + labels + " were left out");
  }

  private void unreadable(Labels labels, String reason) {
    if (unreadable.putIfAbsent(labels, new Unreadable(labels, reason)) == null) {
      count(labels);
    }
  }

  /** Counts a series more, and checks the bounds. */
  private void count(Labels labels) {
    labels.forEach((name, value) -> labelCharacters += name.length() + value.length());
    long allowed = LABEL_CHARACTERS + LABEL_CHARACTERS_PER_SERIES * maxSeries;
    if (labelCharacters > allowed) {
      throw tooLarge("labels of more than %d characters".formatted(allowed));
    }
    int series = matrix.rows() + unreadable.size();
    if (series > maxSeries) {
      throw tooLarge("more than " + maxSeries + " series");
    }
    if ((long) matrix.rows() * grid.count() > maxSamples) {
      throw tooLarge(
          "%d series × %d steps, more than the bound of %d samples"
              .formatted(matrix.rows(), grid.count(), maxSamples));
    }
  }

  private static SourceException tooLarge(String met) {
    return new SourceException(
        Kind.TOO_LARGE,
        "the query yields "
            + met
            + "; select fewer series, aggregate, take a longer step, or raise the bound");
  }

  /** Notes a remark of the server. */
  void warning(String text) {
    if (warnings.size() < MAX_WARNINGS) {
      String bounded = Bounded.text(text, MAX_WARNING_LENGTH);
      if (!warnings.contains(bounded)) {
        warnings.add(bounded);
      }
    }
  }

  /**
   * All that was written; the writer must not be used afterwards.
   *
   * @param protocol the API used
   * @param bytes body bytes received
   */
  public SeriesRead result(String protocol, long bytes) {
    SeriesMatrix all = matrix.build();
    for (int at = 0; at < all.rows() && !unreadable.isEmpty(); at++) {
      if (unreadable.remove(all.labels(at)) != null) {
        leftOut(all.labels(at)); // histograms in one part, samples in another
      }
    }
    return new SeriesRead(
        all,
        List.copyOf(unreadable.values()),
        new SeriesRead.How(protocol, bytes, samples, warnings));
  }
}
