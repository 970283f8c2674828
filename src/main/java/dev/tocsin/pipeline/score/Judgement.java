package dev.tocsin.pipeline.score;

import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.StreamShares;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Scores steps of aligned series by a model, and says why where it cannot. */
public final class Judgement {
  private final SlidingWindows windows;
  private final SeriesMatrix aligned;
  private final int from;
  private final int asked;
  private final int to;

  /** When the steps are: told once for all series. */
  private final Instant[] times;

  /**
   * Of the steps {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param asked the first step whose score is told: those before it, which incidents are seen in,
   *     have neither a rate of false alerts nor shares of streams
   */
  public Judgement(SlidingWindows windows, int from, int asked, int to) {
    this.windows = windows;
    this.aligned = windows.aligned();
    this.from = from;
    this.asked = asked;
    this.to = to;
    this.times = IntStream.range(from, to).mapToObj(aligned.grid()::time).toArray(Instant[]::new);
  }

  /**
   * The verdicts of a model: on every series that was read, in the matrix's order, then on those it
   * knows that were not there.
   *
   * @param isAsked which of those were asked for
   */
  public List<SeriesVerdict> by(ServingModel model, Predicate<Labels> isAsked) {
    List<SeriesVerdict> verdicts = ofRead(model);
    verdicts.addAll(ofAbsent(model.parameters(), isAsked));
    return verdicts;
  }

  private List<SeriesVerdict> ofAbsent(SeriesParameters known, Predicate<Labels> isAsked) {
    Set<Labels> read = new HashSet<>();
    for (int row = 0; row < aligned.rows(); row++) {
      read.add(aligned.labels(row));
    }
    List<PointVerdict> absent = new ArrayList<>(to - from);
    for (Instant time : times) {
      absent.add(new Unscored(time, Reason.NO_SAMPLE));
    }
    List<SeriesVerdict> verdicts = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (!read.contains(known.labels(i)) && isAsked.test(known.labels(i))) {
        verdicts.add(new SeriesVerdict(known.labels(i), absent));
      }
    }
    return verdicts;
  }

  private List<SeriesVerdict> ofRead(ServingModel model) {
    int steps = to - from;
    ScoreBatch batch = model.batch(steps, aligned.rows());
    Admission[] admissions = new Admission[aligned.rows() * steps];
    for (int row = 0; row < aligned.rows(); row++) {
      int index = model.parameters().indexOf(aligned.labels(row));
      batch.add(windows, row, from, index, admissions, row * steps);
    }
    batch.finish();
    return verdicts(admissions, batch);
  }

  private List<SeriesVerdict> verdicts(Admission[] admissions, ScoreBatch batch) {
    List<SeriesVerdict> verdicts = new ArrayList<>(aligned.rows());
    int result = 0;
    int i = 0;
    for (int row = 0; row < aligned.rows(); row++) {
      List<PointVerdict> points = new ArrayList<>(to - from);
      for (int column = from; column < to; column++) {
        Admission admission = admissions[i++];
        points.add(
            admission == Admission.ACCEPTED
                ? scored(row, column, batch, result++)
                : new Unscored(time(column), reason(admission)));
      }
      verdicts.add(new SeriesVerdict(aligned.labels(row), points));
    }
    return verdicts;
  }

  private PointVerdict scored(int row, int column, ScoreBatch batch, int result) {
    if (!batch.isFinite(result)) {
      return new Unscored(time(column), Reason.NO_FORECAST);
    }
    Scored scored =
        new Scored(
            time(column),
            aligned.value(row, column),
            batch.yhat(result),
            batch.yhatLower(result),
            batch.yhatUpper(result),
            batch.anomalyScore(result));
    return column < asked
        ? scored
        : scored.with(
            batch.falseAlertRate(result),
            StreamShares.of(batch.streams(), stream -> batch.streamShare(result, stream)));
  }

  /** The verdicts where there is no model. */
  public List<SeriesVerdict> withoutModel() {
    List<SeriesVerdict> verdicts = new ArrayList<>(aligned.rows());
    for (int row = 0; row < aligned.rows(); row++) {
      List<PointVerdict> points = new ArrayList<>(to - from);
      for (int column = from; column < to; column++) {
        boolean isMissing = Double.isNaN(aligned.value(row, column));
        Reason reason = isMissing ? Reason.NO_SAMPLE : Reason.NO_MODEL;
        points.add(new Unscored(time(column), reason));
      }
      verdicts.add(new SeriesVerdict(aligned.labels(row), points));
    }
    return verdicts;
  }

  private Instant time(int column) {
    return times[column - from];
  }

  private static Reason reason(Admission admission) {
    return switch (admission) {
      case ACCEPTED -> throw new IllegalArgumentException("an accepted step has a score");
      case UNKNOWN_SERIES -> Reason.NOT_IN_MODEL;
      case NO_SAMPLE -> Reason.NO_SAMPLE;
      case WARMING_UP -> Reason.WARMING_UP;
      case GAP -> Reason.GAP;
      case CONSTANT -> Reason.CONSTANT;
      case NOT_FINITE -> Reason.NOT_FINITE;
    };
  }
}
