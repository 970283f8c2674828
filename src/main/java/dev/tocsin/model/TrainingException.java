package dev.tocsin.model;

/** A fit gave no detector. The message says what was met, what was expected and what to do. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** No series has enough windows without a gap. */
    NOT_ENOUGH_HISTORY,
    /** The optimiser diverged: weights are NaN or infinite. */
    NOT_FINITE,
    /** What is asked for now makes another graph than the detector has. */
    OTHER_GRAPH,
    /** What was fitted could not be written or run as a graph. */
    NOT_EXPORTABLE
  }

  private final Kind kind;
  private final long met;
  private final long expected;

  private TrainingException(Kind kind, long met, long expected, String message) {
    super(message);
    this.kind = kind;
    this.met = met;
    this.expected = expected;
  }

  /** No series has {@code expected} usable windows; the best has {@code met}. */
  public static TrainingException notEnoughHistory(long met, long expected, int window) {
    return new TrainingException(
        Kind.NOT_ENOUGH_HISTORY,
        met,
        expected,
        "no series has more than "
            + met
            + " usable windows, expected at least "
            + expected
            + " (each "
            + (window + 1)
            + " samples in a row): lengthen the history, or shorten the window where the kind lets"
            + " it be set");
  }

  /** The weights of a fit are not finite. */
  public static TrainingException notFinite(String kind, long weights) {
    return new TrainingException(
        Kind.NOT_FINITE,
        weights,
        0,
        weights
            + " weights of the "
            + kind
            + " forecaster are NaN or infinite, expected none:"
            + " the fit diverged; try a lower learning rate");
  }

  /** Series cannot join a detector whose graph is not the one that is asked for now. */
  public static TrainingException otherGraph(String kind) {
    return new TrainingException(
        Kind.OTHER_GRAPH,
        0,
        0,
        "the settings of the "
            + kind
            + " model make another graph than it was fitted with, expected the same: retrain");
  }

  /** A fit could not be made into a detector. */
  public static TrainingException notExportable(Throwable cause) {
    TrainingException exception =
        new TrainingException(
            Kind.NOT_EXPORTABLE,
            0,
            0,
            "the fitted forecaster gave a graph that does not run: " + cause.getMessage());
    exception.initCause(cause);
    return exception;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** The number met: usable windows of the best series, or weights that are not finite. */
  public long met() {
    return met;
  }

  /** The number expected. */
  public long expected() {
    return expected;
  }
}
