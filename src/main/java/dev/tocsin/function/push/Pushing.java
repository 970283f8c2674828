package dev.tocsin.function.push;

import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.push.delivery.Handover;
import dev.tocsin.push.delivery.Sink;
import dev.tocsin.push.delivery.SinkStatus;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Hands what runs found to the sinks of their jobs. Thread-safe. */
public final class Pushing {
  private static final Logger LOG = Logger.getLogger(Pushing.class);

  /** With the calls that still run, within Kubernetes's grace period of 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final List<Outlet> all;
  private final Map<String, Route> routes;

  /**
   * A sink in use.
   *
   * @param flush how long a run waits until all is sent
   */
  public record Outlet(Sink sink, Duration flush) {}

  /**
   * Where the results of a job go.
   *
   * @param interval how often the job is scored
   */
  public record Route(List<Outlet> outlets, Duration interval) {}

  /**
   * Sinks that are started already.
   *
   * @param routes by job; one for each that has sinks
   */
  public Pushing(List<Outlet> all, Map<String, Route> routes) {
    this.all = List.copyOf(all);
    this.routes = Map.copyOf(routes);
  }

  /** Hands a result over, if its job has sinks, and says so in the line of the run. */
  public void push(Job job, Part part, ScoreResult result, RunLog.Run run) {
    Route route = routes.get(job.name());
    if (route != null) {
      Report report = RunReports.of(job, part, result, route.interval());
      hand(route, sink -> sink.accept(report), run);
    }
  }

  /** Hands over what was found of a job besides its runs, to those sinks that understand it. */
  public void tell(String job, CloudEvent event, RunLog.Run run) {
    Route route = routes.get(job);
    if (route != null) {
      hand(route, sink -> sink.accept(event), run);
    }
  }

  private static void hand(Route route, Function<Sink, Handover> accept, RunLog.Run run) {
    List<String> taken = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (Outlet outlet : route.outlets()) {
      Handover handover = accept.apply(outlet.sink());
      taken.add(handover.sink() + ':' + handover.items());
      handover
          .drops()
          .counts()
          .forEach(
              (reason, count) -> dropped.add(handover.sink() + ':' + reason.text() + ':' + count));
    }
    run.put("pushed", String.join(",", taken));
    if (!dropped.isEmpty()) {
      run.put("dropped", String.join(",", dropped));
    }
    route.outlets().forEach(Pushing::flush);
  }

  private static void flush(Outlet outlet) {
    try {
      if (!outlet.flush().isZero() && !outlet.sink().flush(outlet.flush())) {
        LOG.warnf("sink %s has not sent all within %s", outlet.sink().name(), outlet.flush());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How the sinks do. */
  public List<SinkStatus> status() {
    return all.stream().map(outlet -> outlet.sink().status()).toList();
  }

  /** Sends what waits, as far as time allows; the sinks take nothing afterwards. */
  public void drain() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Outlet outlet : all) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        if (!outlet.sink().drain(left)) {
          LOG.warnf("not everything was sent: %s", outlet.sink().status());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
