package dev.tocsin.function.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.alert.AlertNotification.Alert;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.function.emit.EventSink;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.push.Pushing;
import dev.tocsin.push.report.CloudEvent;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Tells others the context of an alert: the event sink, if there is one, and those sinks of the job
 * that understand it.
 */
@Singleton
final class ContextEvents {
  static final String SOURCE = "urn:tocsin:alert";
  private static final String TYPE = "dev.tocsin.alert.context.v1";

  private final EventSink sink;
  private final Pushing pushing;
  private final ObjectMapper json;

  ContextEvents(EventSink sink, Pushing pushing, ObjectMapper json) {
    this.sink = sink;
    this.pushing = pushing;
    this.json = json;
  }

  /** Tells what was found. The event sink first: if nobody takes it there, all is done again. */
  void tell(Alert alert, AlertFinding finding, AlertFinding.Context context, RunLog.Run run) {
    CloudEvent event =
        new CloudEvent(
            UUID.nameUUIDFromBytes(alert.id().getBytes(StandardCharsets.UTF_8)).toString(),
            TYPE,
            SOURCE,
            alert.start(),
            StandardCharsets.UTF_8.encode(AnswerText.of(finding, json)));
    sink.sender().ifPresent(sender -> sender.send(event));
    pushing.tell(context.job(), event, run);
  }
}
