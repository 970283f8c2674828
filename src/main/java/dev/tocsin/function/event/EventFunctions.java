package dev.tocsin.function.event;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.function.plan.PlanFunction;
import dev.tocsin.function.plan.PlanRequest;
import dev.tocsin.function.retrain.RetrainFunction;
import dev.tocsin.function.retrain.RetrainRequest;
import dev.tocsin.function.score.ScoreFunction;
import dev.tocsin.function.score.ScoreRequest;
import dev.tocsin.function.trigger.EventTypes;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.quarkus.funqy.knative.events.CloudEventMapping;
import io.quarkus.funqy.knative.events.EventAttribute;

/**
 * {@code POST /}: what the functions of the same names do, called by a CloudEvent and answered with
 * one. Data are the bodies of those functions; {@code end}, where it is left out, is the event's
 * time.
 */
public final class EventFunctions {
  private final ScoreFunction score;
  private final RetrainFunction retrain;
  private final PlanFunction plan;
  private final EventReplies replies;

  EventFunctions(
      ScoreFunction score, RetrainFunction retrain, PlanFunction plan, EventReplies replies) {
    this.score = score;
    this.retrain = retrain;
    this.plan = plan;
    this.replies = replies;
  }

  /** Scores. */
  @Funq("score-event")
  @CloudEventMapping(trigger = EventTypes.SCORE)
  public CloudEvent<RawValue> score(CloudEvent<byte[]> event) {
    return replies.to(event, EventTypes.SCORE_ANSWER, ScoreRequest.class, score::score);
  }

  /** Scores when a PingSource says so. */
  @Funq("score-ping")
  @CloudEventMapping(
      trigger = EventTypes.PING,
      attributes = @EventAttribute(name = EventTypes.ACTION, value = EventTypes.ACTION_SCORE))
  public CloudEvent<RawValue> scorePing(CloudEvent<byte[]> event) {
    return score(event);
  }

  /** Retrains. */
  @Funq("retrain-event")
  @CloudEventMapping(trigger = EventTypes.RETRAIN)
  public CloudEvent<RawValue> retrain(CloudEvent<byte[]> event) {
    return replies.to(event, EventTypes.RETRAIN_ANSWER, RetrainRequest.class, retrain::retrain);
  }

  /** Retrains when a PingSource says so. */
  @Funq("retrain-ping")
  @CloudEventMapping(
      trigger = EventTypes.PING,
      attributes = @EventAttribute(name = EventTypes.ACTION, value = EventTypes.ACTION_RETRAIN))
  public CloudEvent<RawValue> retrainPing(CloudEvent<byte[]> event) {
    return retrain(event);
  }

  /** Plans. */
  @Funq("plan-event")
  @CloudEventMapping(trigger = EventTypes.PLAN)
  public CloudEvent<RawValue> plan(CloudEvent<byte[]> event) {
    return replies.to(event, EventTypes.PLAN_ANSWER, PlanRequest.class, plan::plan);
  }

  /** Plans when a PingSource says so. */
  @Funq("plan-ping")
  @CloudEventMapping(
      trigger = EventTypes.PING,
      attributes = @EventAttribute(name = EventTypes.ACTION, value = EventTypes.ACTION_PLAN))
  public CloudEvent<RawValue> planPing(CloudEvent<byte[]> event) {
    return plan(event);
  }
}
