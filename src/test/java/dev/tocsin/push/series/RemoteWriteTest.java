package dev.tocsin.push.series;

import static dev.tocsin.push.Reports.AT;
import static dev.tocsin.push.Reports.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.VictoriaMetrics;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Remote write against a real Prometheus, and a real VictoriaMetrics. */
class RemoteWriteTest {
  private static final SeriesNaming ALL =
      new SeriesNaming("tocsin_", EnumSet.allOf(ScoreValue.class), Map.of("preset", "p"));
  private static final Labels ODD =
      Labels.of("__name__", "up", "job", "a\"b\\c\nd", "path", "/é/€/🔔", "for", "x");

  private PrometheusServer server;

  @BeforeEach
  void start() {
    PrometheusServer.assumeAvailable();
    server = PrometheusServer.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static RemoteWrite channel(URI uri, SeriesNaming naming) {
    return new RemoteWrite(Reports.receiver(URI.create(uri + "/api/v1/write")), naming);
  }

  private static Outcome sendAll(RemoteWrite channel, Report report) {
    Outcome.Done sum = new Outcome.Done(0, Drops.none(), "");
    for (Parcel parcel : channel.pack(report, NOW).parcels()) {
      Outcome.Done done = (Outcome.Done) channel.deliver(parcel);
      sum = new Outcome.Done(sum.sent() + done.sent(), sum.drops().plus(done.drops()), done.why());
    }
    return sum;
  }

  private static SeriesMatrix read(URI uri, String expression) {
    TimeGrid grid = new TimeGrid(AT.toEpochMilli() - 60_000, 60_000, 2);
    return new PrometheusSource(PrometheusEndpoint.at(uri))
        .read(new RangeQuery(expression, grid))
        .matrix();
  }

  @Test
  void deliver_bringsEveryValueWithAllLabels() {
    Report report =
        Reports.of(
            Reports.verdict(ODD, Reports.point(AT.minusSeconds(60), 0.5), Reports.point(AT, 2.5)));
    assertThat(sendAll(channel(server.uri(), ALL), report)).isEqualTo(Outcome.sent(10));
    SeriesMatrix written = read(server.uri(), "{preset=\"p\"}");
    assertThat(written.rows()).isEqualTo(5);
    assertThat(read(server.uri(), "tocsin_anomaly_score").labels(0))
        .isEqualTo(
            Labels.of(
                "__name__",
                "tocsin_anomaly_score",
                "exported_for",
                "x",
                "for",
                "up",
                "job",
                "a\"b\\c\nd",
                "model_alias",
                "linear",
                "path",
                "/é/€/🔔",
                "preset",
                "p",
                "scheduler_alias",
                "dns"));
    assertThat(read(server.uri(), "tocsin_anomaly_score").row(0)).containsExactly(0.5, 2.5);
    assertThat(read(server.uri(), "tocsin_y").row(0)).containsExactly(12, 12);
    assertThat(read(server.uri(), "tocsin_yhat").row(0)).containsExactly(10, 10);
    assertThat(read(server.uri(), "tocsin_yhat_lower").row(0)).containsExactly(8, 8);
    assertThat(read(server.uri(), "tocsin_yhat_upper").row(0)).containsExactly(11, 11);
  }

  @Test
  void deliver_bringsThemToVictoriaMetricsToo() {
    VictoriaMetrics.assumeAvailable();
    try (VictoriaMetrics victoria = VictoriaMetrics.start()) {
      Report report = Reports.of(Reports.verdict(ODD, 2.5));
      assertThat(sendAll(channel(victoria.uri(), ALL), report)).isEqualTo(Outcome.sent(5));
      victoria.flush();
      SeriesMatrix written = read(victoria.uri(), "tocsin_anomaly_score");
      assertThat(written.rows()).isEqualTo(1);
      assertThat(written.labels(0).value("path")).contains("/é/€/🔔");
      assertThat(written.value(0, 1)).isEqualTo(2.5);
    }
  }

  @Test
  void pack_cutsIntoParcelsThatAllArrive() {
    Report report = Reports.of(many(5_000, 1));
    RemoteWrite channel = channel(server.uri(), SeriesNaming.standard());
    assertThat(channel.pack(report, NOW).parcels())
        .extracting(Parcel::items)
        .containsExactly(2_000, 2_000, 1_000);
    assertThat(sendAll(channel, report)).isEqualTo(Outcome.sent(5_000));
    assertThat(read(server.uri(), "count(anomaly_score)").value(0, 1)).isEqualTo(5_000);
  }

  @Test
  void pack_leavesOutWhatHasNoScoreOrLiesAfterNow() {
    Report report =
        new Report(
            Reports.SUBJECT,
            AT,
            List.of(
                new SeriesVerdict(
                    Labels.of("a", "1"), List.of(new Unscored(AT, Unscored.Reason.NO_SAMPLE))),
                Reports.verdict(
                    Labels.of("a", "2"),
                    Reports.point(NOW, 1),
                    Reports.point(NOW.plusMillis(1), 1))),
            List.of());
    Packing packing = channel(server.uri(), SeriesNaming.standard()).pack(report, NOW);
    assertThat(packing.parcels()).extracting(Parcel::items).containsExactly(1);
    assertThat(packing.drops()).isEqualTo(Drops.of(DropReason.FUTURE, 1));
  }

  @Test
  void pack_writesOneOfTwoSeriesThatBecomeTheSame() {
    SeriesNaming preset = new SeriesNaming("", EnumSet.of(ScoreValue.Y), Map.of());
    Report report =
        Reports.of(
            Reports.verdict(Labels.of("__name__", "dns", "a", "1"), 1),
            Reports.verdict(Labels.of("a", "1"), 2));
    Packing packing = channel(server.uri(), preset).pack(report, NOW);
    assertThat(packing.parcels()).extracting(Parcel::items).containsExactly(1);
    assertThat(packing.drops()).isEqualTo(Drops.of(DropReason.COLLIDING, 1));
  }

  @Test
  void deliver_takesTheSameTwice() {
    Report report = Reports.of(many(100, 1));
    RemoteWrite channel = channel(server.uri(), SeriesNaming.standard());
    assertThat(sendAll(channel, report)).isEqualTo(Outcome.sent(100));
    assertThat(sendAll(channel, report)).isEqualTo(Outcome.sent(100));
    assertThat(read(server.uri(), "count(anomaly_score)").value(0, 1)).isEqualTo(100);
  }

  @Test
  void deliver_setsLateSeriesApart() {
    RemoteWrite channel = channel(server.uri(), SeriesNaming.standard());
    // These two are there already, one later and one with another value.
    Labels later = Labels.of("__name__", "m", "i", "0017");
    Labels other = Labels.of("__name__", "m", "i", "0733");
    sendAll(channel, Reports.of(Reports.verdict(later, Reports.point(AT.plusSeconds(1), 9))));
    sendAll(channel, Reports.of(Reports.verdict(other, 9)));

    Outcome.Done done = (Outcome.Done) sendAll(channel, Reports.of(many(1_000, 1)));

    assertThat(done.sent()).isEqualTo(998);
    assertThat(done.drops()).isEqualTo(Drops.of(DropReason.LATE, 2));
    assertThat(done.why()).startsWith("HTTP status 400: ");
    assertThat(read(server.uri(), "count(anomaly_score)").value(0, 1)).isEqualTo(999);
  }

  @Test
  void deliver_setsASeriesWithAnImpossibleNameApart() {
    List<SeriesVerdict> series = new ArrayList<>(List.of(many(1_000, 1)));
    series.set(500, Reports.verdict(Labels.of("__name__", "m", "no-name", "x"), 1));
    RemoteWrite channel = channel(server.uri(), SeriesNaming.standard());
    Outcome.Done done =
        (Outcome.Done) sendAll(channel, Reports.of(series.toArray(new SeriesVerdict[0])));
    // Prometheus 3 takes any name.
    assertThat(done.sent() + done.drops().total()).isEqualTo(1_000);
    assertThat(done.sent()).isGreaterThanOrEqualTo(999);
  }

  @Test
  void deliver_bringsTheNewStepsOfAWindowThatWasSentInPart() {
    RemoteWrite channel = channel(server.uri(), SeriesNaming.standard());
    sendAll(channel, Reports.of(many(20, 9)));
    Outcome.Done done = (Outcome.Done) sendAll(channel, Reports.of(many(20, 10)));
    assertThat(done.sent() + done.drops().total()).isEqualTo(200);
    assertThat(done.drops().counts().keySet()).isSubsetOf(DropReason.LATE);
    assertThat(read(server.uri(), "count(anomaly_score == 10)").value(0, 1)).isEqualTo(20);
  }

  @Test
  void deliver_saysThatTheReceiverIsOff() {
    RemoteWrite channel =
        new RemoteWrite(
            Reports.receiver(URI.create(server.uri() + "/api/v1/wrote")), SeriesNaming.standard());
    Outcome.Done done = (Outcome.Done) sendAll(channel, Reports.of(many(10, 1)));
    assertThat(done.drops()).isEqualTo(Drops.of(DropReason.REFUSED, 10));
    assertThat(done.why()).startsWith("HTTP status 404");
  }

  /** So many series with so many steps of a second, each step's score its number from 1 on. */
  private static SeriesVerdict[] many(int series, int steps) {
    SeriesVerdict[] verdicts = new SeriesVerdict[series];
    for (int i = 0; i < series; i++) {
      Scored[] points = new Scored[steps];
      for (int step = 0; step < steps; step++) {
        points[step] = Reports.point(AT.minusSeconds(10 - step - 1L), step + 1);
      }
      verdicts[i] = Reports.verdict(Labels.of("__name__", "m", "i", "%04d".formatted(i)), points);
    }
    return verdicts;
  }
}
