package dev.tocsin.function.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.function.alert.AlertNotification.Alert;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.AtOnce;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.trigger.SeenEvents;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private static final Expected EXPECTED =
      new Expected("a notification of Alertmanager's, version 4");

  /** Each scores whole windows; who has to wait is better served by being told so. */
  private static final int MOST_AT_ONCE = 4;

  private static final int MAX_ALERTS = 500;

  private final AlertFindings findings;
  private final ContextEvents events;
  private final SeenEvents seen;
  private final ObjectMapper json;
  private final RunLog log;
  private final InstantSource clock;
  private final AtOnce atOnce = new AtOnce(MOST_AT_ONCE, "notifications are being answered");

  AlertFunction(
      AlertFindings findings,
      ContextEvents events,
      SeenEvents seen,
      ObjectMapper json,
      RunLog log,
      InstantSource clock) {
    this.findings = findings;
    this.events = events;
    this.seen = seen;
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
          return atOnce.run(() -> answer(alerts, run));
        });
  }

  private AlertAnswer answer(List<Alert> alerts, RunLog.Run run) {
    AlertScores scores = findings.scores(clock.instant());
    List<RawValue> answers = new ArrayList<>();
    List<AlertFinding> fresh = new ArrayList<>();
    for (Alert alert : alerts) {
      String answer =
          seen.once(
              ContextEvents.SOURCE,
              alert.id(),
              () -> {
                fresh.add(find(alert, scores, run));
                return AnswerText.of(fresh.get(fresh.size() - 1), json);
              });
      answers.add(new RawValue(answer));
    }
    run.put("new", fresh.size());
    run.put("explained", fresh.stream().filter(AlertFinding::isExplained).count());
    return new AlertAnswer(answers);
  }

  private AlertFinding find(Alert alert, AlertScores scores, RunLog.Run run) {
    AlertFinding finding = findings.of(alert, scores);
    AlertFinding.Context context = finding.context();
    if (context != null) {
      events.tell(alert, finding, context, run);
    }
    return finding;
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
