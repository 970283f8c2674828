package dev.tocsin.function.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.Incidents;
import dev.tocsin.detect.incident.View;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.Report;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReportsTest {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
  private static final View VIEW = new View(STEP, 12, 3, true);

  @Test
  void of_aJobWithGroupsHasANoticeForEachGroupThatIsAnomalous() {
    IncidentRules rules = IncidentRules.standard().withGrouping(Grouping.by("pod"));
    List<SeriesVerdict> series =
        List.of(
            series("cpu", "a", 3),
            series("io", "a", 2),
            series("cpu", "b", 0.2),
            series("cpu", "c", 5));

    Report report = of(series, rules);

    assertThat(report.groups()).hasSize(3);
    assertThat(report.isAlarming()).isTrue();
    assertThat(report.notices())
        .extracting(Notice::labels)
        .containsExactly(
            Labels.of("job", "shop", "pod", "a"), Labels.of("job", "shop", "pod", "c"));
    assertThat(report.notices().get(0).peakScore()).isEqualTo(2.5);
    assertThat(report.notices().get(0).contributors())
        .extracting(part -> part.labels().metricName(), Notice.Contributor::share)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cpu", 0.6),
            org.assertj.core.groups.Tuple.tuple("io", 0.4));
  }

  @Test
  void of_aJobWithGroupsIsNotAlarmedByOneSeriesOfMany() {
    IncidentRules rules = IncidentRules.standard().withGrouping(Grouping.by("pod"));
    List<SeriesVerdict> series = List.of(series("cpu", "a", 1.5), series("io", "a", 0));

    Report report = of(series, rules);

    assertThat(report.notices()).isEmpty();
    assertThat(report.isAlarming()).isFalse();
    assertThat(of(series, IncidentRules.standard()).isAlarming()).isTrue();
  }

  private static Report of(List<SeriesVerdict> series, IncidentRules rules) {
    Job job = job(rules);
    return RunReports.of(job, Part.whole(job), result(series, rules), STEP);
  }

  private static ScoreResult result(List<SeriesVerdict> series, IncidentRules rules) {
    return new ScoreResult(
        "shop",
        AT,
        Optional.empty(),
        series,
        GroupVerdict.of(series, rules.grouping()),
        Incidents.of(series, rules, VIEW, labels -> true),
        rules,
        List.of(),
        new SeriesRead.How("memory", 0, 0, List.of()));
  }

  private static Job job(IncidentRules rules) {
    ModelRecipe recipe =
        new ModelRecipe("linear", 12, Optional.empty(), new Preprocessing(CounterRule.NEVER, 3), 1);
    return new Job("shop", "x", new Reach(STEP, STEP, Duration.ofHours(1)), recipe, rules);
  }

  private static SeriesVerdict series(String metric, String pod, double score) {
    PointVerdict point = new Scored(AT, 100 + 10 * score, 100, 90, 110, score);
    return new SeriesVerdict(
        Labels.of("__name__", metric, "job", "shop", "pod", pod), List.of(point));
  }
}
