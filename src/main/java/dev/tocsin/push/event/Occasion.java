package dev.tocsin.push.event;

import dev.tocsin.push.report.Report;

/** Which runs are worth telling. */
public enum Occasion {
  /** Those that found something anomalous, or an incident. */
  ALARMING,
  /** All of them. */
  ALWAYS;

  boolean isMet(Report report) {
    return this == ALWAYS || report.isAlarming();
  }
}
