package dev.tocsin.function.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.function.alert.AlertNotification.Alert;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.function.emit.EventSink;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.job.RunLog;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Problems;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.push.Pushing;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.function.trigger.SeenEvents;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.series.Labels;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /alert}: Alertmanager's webhook. Each firing alert is told how unusual its series
 * are, since when, and which others with them; the same goes to the event sink, if there is one,
 * and to those sinks of the job that understand it.
 *
 * <p>An odd alert does not spoil its group: it gets its reason. What may pass, such as a Prometheus
 * that does not answer, is a 5xx, after which Alertmanager sends the group again.
 *
 * <p>One for all calls, which it counts; by default there is one for each.
 */
@Singleton
public final class AlertFunction {
  private static final String EVENT = "dev.tocsin.alert.context.v1";
  private static final String SOURCE = "urn:tocsin:alert";
  private static final int SERVER_ERROR = 500;
  private static final Expected EXPECTED =
      new Expected("a notification of Alertmanager's, version 4");

  /** Each scores whole windows; who has to wait is better served by being told so. */
  private static final int AT_ONCE = 4;

  private static final int MAX_ALERTS = 500;

  private final AlertJobs jobs;
  private final Pipelines pipelines;
  private final SeenEvents seen;
  private final EventSink sink;
  private final Pushing pushing;
  private final ObjectMapper json;
  private final RunLog log;
  private final InstantSource clock;
  private final Semaphore free = new Semaphore(AT_ONCE);

  AlertFunction(
      AlertJobs jobs,
      Pipelines pipelines,
      SeenEvents seen,
      EventSink sink,
      Pushing pushing,
      ObjectMapper json,
      RunLog log,
      InstantSource clock) {
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.seen = seen;
    this.sink = sink;
    this.pushing = pushing;
    this.json = json;
    this.log = log;
    this.clock = clock;
  }

  /** Answers the alerts of a notification. */
  @Funq
  public AlertAnswer alert(@Nullable AlertNotification notification) {
    return log.run(
        "alert",
        run -> {
          List<Alert> alerts = checked(notification);
          run.put("alerts", alerts.size());
          if (!free.tryAcquire()) {
            throw new ProblemException(
                Problem.Kind.OVERLOADED,
                AT_ONCE + " notifications are being answered already; expected fewer at once");
          }
          try {
            return answer(alerts, run);
          } finally {
            free.release();
          }
        });
  }

  private AlertAnswer answer(List<Alert> alerts, RunLog.Run run) {
    AlertScores scores = new AlertScores(pipelines, clock.instant());
    List<RawValue> findings = new ArrayList<>();
    List<AlertFinding> fresh = new ArrayList<>();
    for (Alert alert : alerts) {
      String finding =
          seen.once(
              SOURCE,
              alert.id(),
              () -> {
                fresh.add(find(alert, scores, run));
                return AnswerText.of(fresh.get(fresh.size() - 1), json);
              });
      findings.add(new RawValue(finding));
    }
    run.put("new", fresh.size());
    run.put("explained", fresh.stream().filter(AlertFinding::isExplained).count());
    return new AlertAnswer(findings);
  }

  private AlertFinding find(Alert alert, AlertScores scores, RunLog.Run run) {
    if (!alert.isFiring()) {
      return AlertFinding.resolved(alert);
    }
    AlertFinding finding;
    try {
      finding = explain(alert, start(alert), scores);
    } catch (RuntimeException e) {
      Problem problem = Problems.of(e);
      if (problem.status() >= SERVER_ERROR) {
        throw e;
      }
      finding = AlertFinding.unexplained(alert, problem.detail());
    }
    AlertFinding.Context context = finding.context();
    if (context != null) {
      tell(alert, finding, context, run);
    }
    return finding;
  }

  private AlertFinding explain(Alert alert, Instant start, AlertScores scores) {
    AlertMatch match = new AlertMatch(alert.labels);
    for (Job job : jobs.candidates(alert)) {
      try {
        ScoreResult result = scores.around(job, start);
        boolean isMatched =
            result.series().stream().anyMatch(series -> match.isAbout(series.labels()));
        if (isMatched || AlertJobs.isNamed(alert)) {
          Predicate<Labels> own = isMatched ? match::isAbout : labels -> true;
          return AlertFinding.explained(alert, AlertContexts.of(job, result, own));
        }
      } catch (NoSeriesException e) {
        if (AlertJobs.isNamed(alert)) {
          throw e;
        }
      }
    }
    return AlertFinding.unexplained(
        alert,
        "no job has series with the labels of the alert; expected labels in common, or the job's"
            + " name as a label or annotation "
            + AlertJobs.JOB);
  }

  private static Instant start(Alert alert) {
    return RequestTime.rfc3339("startsAt", alert.startsAt);
  }

  /** The event sink first: if nobody takes it there, all of it is done again. */
  private void tell(
      Alert alert, AlertFinding finding, AlertFinding.Context context, RunLog.Run run) {
    CloudEvent event =
        new CloudEvent(
            UUID.nameUUIDFromBytes(alert.id().getBytes(StandardCharsets.UTF_8)).toString(),
            EVENT,
            SOURCE,
            start(alert),
            StandardCharsets.UTF_8.encode(AnswerText.of(finding, json)));
    sink.sender().ifPresent(sender -> sender.send(event));
    pushing.tell(context.job(), event, run);
  }

  private static List<Alert> checked(@Nullable AlertNotification notification) {
    if (notification == null || notification.alerts == null) {
      throw EXPECTED.wrong("the body has no alerts");
    }
    if (notification.version != null && !notification.version.equals("4")) {
      throw EXPECTED.wrong("version is " + Quoted.of(notification.version));
    }
    if (notification.alerts.size() > MAX_ALERTS) {
      throw EXPECTED.wrong(
          notification.alerts.size() + " alerts (set max_alerts to at most " + MAX_ALERTS + ")");
    }
    return notification.alerts.stream().filter(Objects::nonNull).toList();
  }
}
