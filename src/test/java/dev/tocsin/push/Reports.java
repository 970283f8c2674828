package dev.tocsin.push;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.http.Access;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.Report;
import dev.tocsin.series.Labels;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reports and receivers for tests, at a fixed time. */
public final class Reports {
  public static final Instant NOW = Instant.parse("2026-11-22T01:00:30Z");
  public static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
  public static final InstantSource CLOCK = InstantSource.fixed(NOW);
  public static final Report.Subject SUBJECT =
      new Report.Subject("dns", "linear", "rate(x[5m])", Duration.ofMinutes(1), Optional.empty());

  private Reports() {}

  public static Receiver receiver(URI uri) {
    return new Receiver(uri, Access.open(), Duration.ofSeconds(20), CLOCK);
  }

  public static Report of(SeriesVerdict... series) {
    return new Report(SUBJECT, AT, List.of(series), List.of());
  }

  /** The same report, of a part of the job. */
  public static Report ofPart(String part, Report report) {
    Report.Subject whole = report.subject();
    Report.Subject subject =
        new Report.Subject(
            whole.job(), whole.model(), whole.query(), whole.interval(), Optional.of(part));
    return new Report(subject, report.at(), report.series(), report.notices());
  }

  public static Report of(Notice notice) {
    return new Report(SUBJECT, AT, List.of(), List.of(notice));
  }

  public static SeriesVerdict verdict(Labels labels, Scored... points) {
    return new SeriesVerdict(labels, Arrays.asList(points));
  }

  public static SeriesVerdict verdict(Labels labels, double score) {
    return verdict(labels, point(AT, score));
  }

  public static Scored point(Instant time, double score) {
    return new Scored(time, 12, 10, 8, 11, score);
  }

  public static Notice notice(Labels labels, Optional<Instant> end) {
    return new Notice(
        labels,
        "anomalous",
        AT.minusSeconds(300),
        end,
        5.25,
        1,
        List.of(new Notice.Contributor(labels, 1, 12, 10, 8, 11)));
  }
}
