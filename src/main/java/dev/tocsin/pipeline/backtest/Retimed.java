package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.GroupPoint;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Incident.Contribution;
import dev.tocsin.detect.incident.Peak;
import dev.tocsin.detect.incident.SeriesIncident;
import dev.tocsin.detect.incident.Span;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts other times into a result: those of samples that were replayed as if evenly spaced. */
public final class Retimed {
  private final UnaryOperator<Instant> times;

  private Retimed(UnaryOperator<Instant> times) {
    this.times = times;
  }

  /** The result with all times but those of its grid replaced. */
  public static BacktestResult of(BacktestResult result, UnaryOperator<Instant> times) {
    Retimed retimed = new Retimed(times);
    return new BacktestResult(
        result.grid(),
        all(result.series(), retimed::series),
        all(result.groups(), retimed::group),
        all(result.seriesIncidents(), retimed::incident),
        all(result.incidents(), retimed::incident),
        all(result.fits(), retimed::fit));
  }

  private static <T> List<T> all(List<T> items, Function<T, T> change) {
    return items.stream().map(change).toList();
  }

  private SeriesVerdict series(SeriesVerdict series) {
    return new SeriesVerdict(series.labels(), all(series.points(), this::point));
  }

  private PointVerdict point(PointVerdict point) {
    return point instanceof Scored scored
        ? scored.at(times.apply(scored.time()))
        : unscored((Unscored) point);
  }

  private Unscored unscored(Unscored point) {
    return new Unscored(times.apply(point.time()), point.reason());
  }

  private GroupVerdict group(GroupVerdict group) {
    return new GroupVerdict(group.labels(), group.members(), all(group.points(), this::groupPoint));
  }

  private GroupPoint groupPoint(GroupPoint point) {
    return point instanceof JointScore score
        ? new JointScore(times.apply(score.time()), score.anomalyScore(), score.parts())
        : unscored((Unscored) point);
  }

  private SeriesIncident incident(SeriesIncident incident) {
    return new SeriesIncident(
        incident.labels(),
        incident.cause(),
        span(incident.span()),
        incident.peak().map(this::peak),
        incident.mass());
  }

  private Incident incident(Incident incident) {
    return new Incident(
        incident.group(),
        incident.cause(),
        span(incident.span()),
        incident.peak().map(this::peak),
        incident.series(),
        all(
            incident.contributions(),
            part -> new Contribution(part.share(), incident(part.incident()))),
        incident.restShare(),
        incident.common());
  }

  private Span span(Span span) {
    return new Span(
        times.apply(span.onset()), times.apply(span.end()), span.open(), span.beganBefore());
  }

  private Peak peak(Peak peak) {
    return new Peak(times.apply(peak.time()), peak.score(), peak.labels());
  }

  private BacktestResult.Fit fit(BacktestResult.Fit fit) {
    return new BacktestResult.Fit(
        times.apply(fit.at()), fit.series(), fit.leftOut(), fit.failure());
  }
}
