package dev.tocsin.push.delivery;

/** Why something was not sent, or not taken. */
public enum DropReason {
  /** Its time is after now: Prometheus would refuse everything that comes later. */
  FUTURE("future"),
  /** Another series of the run has the same labels, once they are those of the sink. */
  COLLIDING("colliding"),
  /** The sink's format has no such label names. */
  INVALID_NAME("invalid_name"),
  /** The sink has a sample of the series that is as late or later. */
  LATE("late"),
  /** The sink refuses it, and would again. */
  REFUSED("refused"),
  /** It waited longer than it may. */
  EXPIRED("expired"),
  /** Newer ones needed the room in the queue. */
  QUEUE_FULL("queue_full"),
  /** It is larger than the whole queue. */
  TOO_LARGE("too_large"),
  /** The spool could not be written. */
  SPOOL_FAILED("spool_failed"),
  /** The spool could not be read again. */
  CORRUPT("corrupt"),
  /** The process ended before it was sent. */
  SHUTDOWN("shutdown");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /** The reason as it stands in logs and metrics. */
  public String text() {
    return text;
  }
}
