package dev.tocsin.function.metrics;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.retrain.RetrainResult;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.push.delivery.SinkStatus;
import dev.tocsin.series.SeriesRead;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What Tocsin tells about itself; {@code docs/METRICS.md} names every one. Thread-safe.
 *
 * <p>The label is {@code job_name}, because Prometheus sets {@code job} itself. Ad hoc jobs share
 * one name, so that callers cannot make series without end.
 */
@Singleton
public class Metrics {
  private static final String JOB = "job_name";
  private static final String FUNCTION = "function";
  private static final double[] RUN_SECONDS = {
    .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter runs =
      Counter.builder()
          .name("tocsin_runs_total")
          .help("Runs of a function, by how they ended: ok, or the kind of problem.")
          .labelNames(FUNCTION, JOB, "outcome")
          .register(registry);

  private final Histogram runSeconds =
      Histogram.builder()
          .name("tocsin_run_duration_seconds")
          .help("How long runs took, whatever their outcome.")
          .unit(Unit.SECONDS)
          .classicOnly()
          .classicUpperBounds(RUN_SECONDS)
          .labelNames(FUNCTION, JOB)
          .register(registry);

  private final Gauge lastSuccess =
      Gauge.builder()
          .name("tocsin_run_last_success_timestamp_seconds")
          .help("When a run last ended well.")
          .unit(Unit.SECONDS)
          .labelNames(FUNCTION, JOB)
          .register(registry);

  private final Histogram readSeconds =
      Histogram.builder()
          .name("tocsin_read_duration_seconds")
          .help("How long reading series from Prometheus took, failed reads included.")
          .unit(Unit.SECONDS)
          .classicOnly()
          .classicUpperBounds(RUN_SECONDS)
          .labelNames("outcome")
          .register(registry);

  private final Counter readSamples =
      Counter.builder()
          .name("tocsin_read_samples_total")
          .help("Samples read from Prometheus.")
          .labelNames("protocol")
          .register(registry);

  private final Counter readBytes =
      Counter.builder()
          .name("tocsin_read_bytes_total")
          .help("Body bytes received from Prometheus.")
          .unit(Unit.BYTES)
          .labelNames("protocol")
          .register(registry);

  private final Counter points =
      Counter.builder()
          .name("tocsin_points_total")
          .help("Steps of series looked at: scored, or why not.")
          .labelNames(JOB, "state")
          .register(registry);

  private final Gauge series =
      Gauge.builder()
          .name("tocsin_series")
          .help("Series of the last score.")
          .labelNames(JOB)
          .register(registry);

  private final Gauge anomalousSeries =
      Gauge.builder()
          .name("tocsin_anomalous_series")
          .help("Series of the last score with a point on or outside its band.")
          .labelNames(JOB)
          .register(registry);

  private final Gauge groups =
      Gauge.builder()
          .name("tocsin_groups")
          .help("Groups of series that the last score judged.")
          .labelNames(JOB)
          .register(registry);

  private final Gauge anomalousGroups =
      Gauge.builder()
          .name("tocsin_anomalous_groups")
          .help("Groups of the last score that were anomalous.")
          .labelNames(JOB)
          .register(registry);

  private final Gauge trained =
      Gauge.builder()
          .name("tocsin_model_trained_timestamp_seconds")
          .help("When the serving model was fitted, whatever joined it since.")
          .unit(Unit.SECONDS)
          .labelNames(JOB)
          .register(registry);

  private final Gauge modelSeries =
      Gauge.builder()
          .name("tocsin_model_series")
          .help("Series the serving model knows.")
          .labelNames(JOB)
          .register(registry);

  /** Tells the versions of the software, too. */
  public Metrics(Manifest.Versions versions) {
    Info.builder()
        .name("tocsin_build_info")
        .help("Versions of the software.")
        .labelNames("version", "java", "onnxruntime", "tribuo")
        .register(registry)
        .addLabelValues(
            versions.tocsin(), versions.java(), versions.onnxruntime(), versions.tribuo());
  }

  /** Tells how the sinks do, too. To be called once. */
  public void watch(Supplier<List<SinkStatus>> sinks) {
    new SinkMetrics(registry, sinks).register();
  }

  /** All of them, as they are now. */
  public MetricSnapshots snapshot() {
    return registry.scrape();
  }

  /** A run that ended well. */
  public void succeeded(String function, String job, Duration took, Instant at) {
    runs.labelValues(function, job, "ok").inc();
    runSeconds.labelValues(function, job).observe(seconds(took));
    lastSuccess.labelValues(function, job).set(seconds(at));
  }

  /** A run that ended in a problem. */
  public void failed(String function, String job, Duration took, Problem problem) {
    runs.labelValues(function, job, problem.kind()).inc();
    runSeconds.labelValues(function, job).observe(seconds(took));
  }

  /** A read that was answered. */
  public void read(SeriesRead.How how, Duration took) {
    readSeconds.labelValues("ok").observe(seconds(took));
    readSamples.labelValues(how.protocol()).inc(how.samples());
    readBytes.labelValues(how.protocol()).inc(how.bytes());
  }

  /** A read that failed. */
  public void readFailed(String kind, Duration took) {
    readSeconds.labelValues(kind).observe(seconds(took));
  }

  /** What a score found. */
  public void scored(String job, ScoreResult result) {
    Map<Unscored.Reason, Integer> unscored = new EnumMap<>(Unscored.Reason.class);
    long scored = 0;
    long anomalous = 0;
    for (SeriesVerdict verdict : result.series()) {
      anomalous += verdict.anomalous() ? 1 : 0;
      for (PointVerdict point : verdict.points()) {
        if (point instanceof Scored) {
          scored++;
        } else if (point instanceof Unscored without) {
          unscored.merge(without.reason(), 1, Integer::sum);
        }
      }
    }
    points.labelValues(job, "scored").inc(scored);
    unscored.forEach((reason, count) -> points.labelValues(job, state(reason)).inc(count));
    points.labelValues(job, "unreadable").inc(result.unreadable().size());
    series.labelValues(job).set(result.series().size());
    anomalousSeries.labelValues(job).set((double) anomalous);
    grouped(job, result);
    result.model().ifPresent(model -> serves(job, model));
  }

  /** A job without groups tells nothing of them, as ad hoc ones with and without share a name. */
  private void grouped(String job, ScoreResult result) {
    if (result.rules().grouping().isNone()) {
      groups.remove(job);
      anomalousGroups.remove(job);
      return;
    }
    long judged = result.groups().stream().filter(group -> group.skipped().isEmpty()).count();
    long anomalous = result.groups().stream().filter(GroupVerdict::anomalous).count();
    groups.labelValues(job).set((double) judged);
    anomalousGroups.labelValues(job).set((double) anomalous);
  }

  private static String state(Unscored.Reason reason) {
    return reason.text().replace(' ', '_');
  }

  /** What a retraining made. */
  public void retrained(String job, RetrainResult result) {
    serves(job, result.detector().manifest());
  }

  private void serves(String job, Manifest model) {
    trained.labelValues(job).set(seconds(model.fittedAt()));
    modelSeries.labelValues(job).set(model.fit().series());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }
}
