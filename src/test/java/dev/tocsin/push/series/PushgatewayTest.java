package dev.tocsin.push.series;

import static dev.tocsin.push.Reports.AT;
import static dev.tocsin.push.Reports.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.push.Reports;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import dev.tocsin.testing.PushgatewayServer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The group of a job on a real Pushgateway. */
class PushgatewayTest {
  private PushgatewayServer server;

  @BeforeEach
  void start() {
    PushgatewayServer.assumeAvailable();
    server = PushgatewayServer.start();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private List<Outcome> push(SeriesNaming naming, Report report) {
    Pushgateway channel = new Pushgateway(Reports.receiver(server.uri()), naming);
    return channel.pack(report, NOW).parcels().stream().map(channel::deliver).toList();
  }

  @Test
  void deliver_showsTheLastScoreWithAllLabels() {
    SeriesNaming naming =
        new SeriesNaming(
            "t_", EnumSet.of(ScoreValue.ANOMALY_SCORE, ScoreValue.Y), Map.of("preset", "p"));
    Labels odd = Labels.of("__name__", "up", "job", "node", "path", "a\"b\\c\nd é");
    Report report =
        Reports.of(
            Reports.verdict(odd, Reports.point(AT.minusSeconds(60), 9), Reports.point(AT, 2.5)));
    assertThat(push(naming, report)).containsExactly(Outcome.sent(2));
    assertThat(server.metrics())
        .contains(
            "# TYPE t_anomaly_score gauge\nt_anomaly_score{exported_job=\"node\",for=\"up\","
                + "instance=\"\",job=\"tocsin\",model_alias=\"linear\","
                + "path=\"a\\\"b\\\\c\\nd é\",preset=\"p\",scheduler_alias=\"dns\"} 2.5\n")
        .contains("} 12\n");
  }

  @Test
  void deliver_replacesTheGroup() {
    push(SeriesNaming.standard(), Reports.of(Reports.verdict(Labels.of("a", "old"), 1)));
    push(SeriesNaming.standard(), Reports.of(Reports.verdict(Labels.of("a", "new"), 1)));
    assertThat(server.metrics()).contains("a=\"new\"").doesNotContain("a=\"old\"");
  }

  @Test
  void deliver_ofPartsReplacesOnlyTheGroupOfTheSamePart() {
    for (String[] run : new String[][] {{"1/2", "old"}, {"2/2", "other"}, {"1/2", "new"}}) {
      Report report = Reports.of(Reports.verdict(Labels.of("a", run[1]), 1));
      assertThat(push(SeriesNaming.standard(), Reports.ofPart(run[0], report)))
          .containsExactly(Outcome.sent(1));
    }
    assertThat(server.metrics())
        .contains("a=\"new\"", "a=\"other\"", "tocsin_part=\"1/2\"", "tocsin_part=\"2/2\"")
        .doesNotContain("a=\"old\"");
  }

  @Test
  void pack_leavesOutOnlyTheSeriesThatThePushgatewayCannotTake() {
    Report report =
        Reports.of(
            Reports.verdict(Labels.of("no-name", "x"), 1), Reports.verdict(Labels.of("a", "b"), 1));
    Pushgateway channel = new Pushgateway(Reports.receiver(server.uri()), SeriesNaming.standard());
    Packing packing = channel.pack(report, NOW);
    assertThat(packing.drops()).isEqualTo(Drops.of(DropReason.INVALID_NAME, 1));
    assertThat(packing.parcels()).extracting(Parcel::items).containsExactly(1);
    assertThat(channel.deliver(packing.parcels().get(0))).isEqualTo(Outcome.sent(1));
  }

  @Test
  void pack_isNothingWhereNothingHasAScore() {
    Pushgateway channel = new Pushgateway(Reports.receiver(server.uri()), SeriesNaming.standard());
    assertThat(channel.pack(Reports.of(), NOW)).isEqualTo(Packing.nothing());
  }
}
