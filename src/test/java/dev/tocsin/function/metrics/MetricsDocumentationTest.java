package dev.tocsin.function.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Unscored;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/METRICS.md} says beyond the names. */
class MetricsDocumentationTest {
  private static final Path PAGE = Path.of("docs/METRICS.md");

  /**
   * A replica without calls, an ad hoc question of long ago, and a job that nobody scores; a job
   * whose configured query is wrong, beside what only callers got wrong.
   */
  private static final String SILENCE =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      tests:
      - interval: 1m
        input_series:
        - series: tocsin_run_last_success_timestamp_seconds{function="score",job_name="dns",pod="a"}
          values: 0+60x60
        - series: tocsin_run_last_success_timestamp_seconds{function="score",job_name="dns",pod="b"}
          values: 0+0x60
        - series: tocsin_run_last_success_timestamp_seconds{function="score",job_name="adhoc"}
          values: 0+0x60
        - series: tocsin_run_last_success_timestamp_seconds{function="score",job_name="node"}
          values: 0+60x10 600+0x50
        alert_rule_test:
        - {eval_time: 20m, alertname: TocsinSilent}
        - eval_time: 45m
          alertname: TocsinSilent
          exp_alerts: [{exp_labels: {job_name: node}}]
      - interval: 1m
        input_series:
        - {series: up, values: 1+0x60}
        alert_rule_test:
        - eval_time: 10m
          alertname: TocsinSilent
          exp_alerts: [{exp_labels: {function: score}}]
      - interval: 1m
        input_series:
        - series: tocsin_runs_total{function="score",job_name="dns",outcome="source-timeout"}
          values: 0+1x60
        - series: tocsin_runs_total{function="score",job_name="broken",outcome="bad-query"}
          values: 0+1x60
        - series: tocsin_runs_total{function="score",job_name="",outcome="bad-request"}
          values: 0+1x60
        - series: tocsin_runs_total{function="score",job_name="dns",outcome="bad-request"}
          values: 0+1x60
        - series: tocsin_runs_total{function="retrain",job_name="dns",outcome="retrain-running"}
          values: 0+1x60
        - series: tocsin_runs_total{function="score",job_name="adhoc",outcome="no-series"}
          values: 0+1x60
        - series: tocsin_runs_total{function="dataset",job_name="",outcome="bad-query"}
          values: 0+1x60
        alert_rule_test:
        - eval_time: 30m
          alertname: TocsinRunsFail
          exp_alerts:
          - {exp_labels: {function: score, job_name: broken, outcome: bad-query}}
          - {exp_labels: {function: score, job_name: dns, outcome: source-timeout}}
      """;

  @TempDir private Path folder;

  @Test
  void alerts_fireWhenTheyShall() throws IOException, InterruptedException {
    PrometheusServer.assumeAvailable();
    Matcher rules =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(rules.find()).isTrue();
    Files.writeString(
        folder.resolve("rules.yml"),
        "groups:\n- name: tocsin\n  rules:\n" + rules.group(1).indent(2));
    Files.writeString(folder.resolve("tests.yml"), SILENCE);

    assertThat(promtool("check", "rules", "rules.yml")).contains("SUCCESS: 4 rules found");
    assertThat(promtool("test", "rules", "tests.yml")).contains("SUCCESS");
  }

  private String promtool(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder(arguments);
    command.command().add(0, "promtool");
    Process promtool = command.directory(folder.toFile()).redirectErrorStream(true).start();
    String told = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(told).isZero();
    return told;
  }

  @Test
  void states_andDropReasonsAreAllThereAre() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(row(page, "tocsin_points_total"))
        .contains("`scored`", "`unreadable`")
        .contains(
            Arrays.stream(Unscored.Reason.values())
                .map(reason -> '`' + reason.text().replace(' ', '_') + '`')
                .toList());
    assertThat(row(page, "tocsin_sink_dropped_total"))
        .contains(
            Arrays.stream(DropReason.values()).map(reason -> '`' + reason.text() + '`').toList());
  }

  private static String row(String page, String metric) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + metric + '`'))
        .findFirst()
        .orElseThrow();
  }
}
