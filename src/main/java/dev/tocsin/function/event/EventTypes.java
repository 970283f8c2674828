package dev.tocsin.function.event;

/** The names that events are told apart by. They are a promise: a Trigger filters by them. */
final class EventTypes {
  static final String SCORE = "dev.tocsin.score";
  static final String RETRAIN = "dev.tocsin.retrain";
  static final String PLAN = "dev.tocsin.plan";

  /** Replies; the data are what the function of the same name answers. */
  static final String SCORE_ANSWER = "dev.tocsin.score.answer.v1";

  static final String RETRAIN_ANSWER = "dev.tocsin.retrain.answer.v1";
  static final String PLAN_ANSWER = "dev.tocsin.plan.answer.v1";

  /** The source of replies. */
  static final String SOURCE = "urn:tocsin";

  /** A PingSource's type is always this; the extension says what it is for. */
  static final String PING = "dev.knative.sources.ping";

  /** Lower case letters only, as CloudEvents wants the names of extensions. */
  static final String ACTION = "tocsinaction";

  static final String ACTION_SCORE = "score";
  static final String ACTION_RETRAIN = "retrain";
  static final String ACTION_PLAN = "plan";

  private EventTypes() {}
}
