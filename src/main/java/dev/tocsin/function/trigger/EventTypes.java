package dev.tocsin.function.trigger;

/** The names that events are told apart by. They are a promise: a Trigger filters by them. */
public final class EventTypes {
  public static final String SCORE = "dev.tocsin.score";
  public static final String RETRAIN = "dev.tocsin.retrain";
  public static final String PLAN = "dev.tocsin.plan";

  /** Replies; the data are what the function of the same name answers. */
  public static final String SCORE_ANSWER = "dev.tocsin.score.answer.v1";

  public static final String RETRAIN_ANSWER = "dev.tocsin.retrain.answer.v1";
  public static final String PLAN_ANSWER = "dev.tocsin.plan.answer.v1";

  /** The source of replies. */
  public static final String SOURCE = "urn:tocsin";

  /** A PingSource's type is always this; the extension says what it is for. */
  public static final String PING = "dev.knative.sources.ping";

  /** Lower case letters only, as CloudEvents wants the names of extensions. */
  public static final String ACTION = "tocsinaction";

  public static final String ACTION_SCORE = "score";
  public static final String ACTION_RETRAIN = "retrain";
  public static final String ACTION_PLAN = "plan";

  private EventTypes() {}
}
