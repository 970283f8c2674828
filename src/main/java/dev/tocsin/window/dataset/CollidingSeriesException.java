package dev.tocsin.window.dataset;

import java.util.List;

/** Series that have job, instance and metric in common, and differ in other labels only. */
public final class CollidingSeriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> labels;

  CollidingSeriesException(String message, List<String> labels) {
    super(message);
    this.labels = List.copyOf(labels);
  }

  /** The labels in which they differ, ascending by name. */
  public List<String> labels() {
    return labels;
  }
}
