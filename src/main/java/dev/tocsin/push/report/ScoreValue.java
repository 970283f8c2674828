package dev.tocsin.push.report;

import dev.tocsin.detect.Scored;

/** A number of a scored step that can be written as a series, named as vmanomaly names it. */
public enum ScoreValue {
  /** The anomaly score. */
  ANOMALY_SCORE("anomaly_score"),
  /** What was seen. */
  Y("y"),
  /** What was expected. */
  YHAT("yhat"),
  /** The lower bound of what is normal. */
  YHAT_LOWER("yhat_lower"),
  /** The upper bound of what is normal. */
  YHAT_UPPER("yhat_upper");

  private final String text;

  ScoreValue(String text) {
    this.text = text;
  }

  /** The series' name, without a prefix. */
  public String text() {
    return text;
  }

  /** The number of a step. */
  public double of(Scored point) {
    return switch (this) {
      case ANOMALY_SCORE -> point.anomalyScore();
      case Y -> point.y();
      case YHAT -> point.yhat();
      case YHAT_LOWER -> point.yhatLower();
      case YHAT_UPPER -> point.yhatUpper();
    };
  }
}
