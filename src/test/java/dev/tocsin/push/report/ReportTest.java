package dev.tocsin.push.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.push.Reports;
import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Labels A = Labels.of("pod", "p", "cpu", "1");
  private static final Labels B = Labels.of("pod", "p", "cpu", "2");

  @Test
  void isAlarming_byASeriesOrAnIncident() {
    assertThat(Reports.of(Reports.verdict(A, 0.9)).isAlarming()).isFalse();
    assertThat(Reports.of(Reports.verdict(A, 0.9), Reports.verdict(B, 1.1)).isAlarming()).isTrue();
    assertThat(Reports.of(Reports.notice(A, Optional.empty())).isAlarming()).isTrue();
  }

  /** One odd series of a group that is calm is what grouping is there to keep quiet. */
  @Test
  void isAlarming_whereSeriesAreGrouped_byAGroupAlone() {
    assertThat(grouped(Reports.verdict(A, 1.4), Reports.verdict(B, 0.2)).isAlarming()).isFalse();
    assertThat(grouped(Reports.verdict(A, 1.4), Reports.verdict(B, 0.9)).isAlarming()).isTrue();
  }

  private static Report grouped(SeriesVerdict... series) {
    List<SeriesVerdict> all = List.of(series);
    List<GroupVerdict> groups = GroupVerdict.of(all, Grouping.by("pod"));
    return new Report(Reports.SUBJECT, Reports.AT, all, groups, List.of());
  }

  @Test
  void id_isThatOfJobTimeAndPart() {
    Report report = Reports.of();
    assertThat(report.id()).isEqualTo("dns/2026-11-22T01:00:00Z");
    assertThat(Reports.ofPart("2/8", report).id()).isEqualTo("dns/2026-11-22T01:00:00Z/2/8");
  }
}
