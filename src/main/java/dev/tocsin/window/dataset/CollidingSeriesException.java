package dev.tocsin.window.dataset;

import java.util.ArrayList;
import java.util.List;

/** Series that have job, instance and metric in common, and differ in other labels only. */
public final class CollidingSeriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A list that can be serialised, as an exception must be. */
  private final ArrayList<String> labels;

  CollidingSeriesException(String message, List<String> labels) {
    super(message);
    this.labels = new ArrayList<>(labels);
  }

  /** The labels in which they differ, ascending by name. */
  public List<String> labels() {
    return List.copyOf(labels);
  }
}
