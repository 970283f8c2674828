package dev.tocsin.detect.incident;

/** What makes an incident one. */
public enum Cause {
  /** Scores that reach the threshold. */
  ANOMALOUS("anomalous"),
  /** A series that was there has no samples any more. */
  ABSENT("absent"),
  /** A series fell to zero and stays there. */
  STOPPED("stopped");

  private final String text;

  Cause(String text) {
    this.text = text;
  }

  /** The cause as it stands in answers. */
  public String text() {
    return text;
  }
}
