package dev.tocsin.model.onnx;

import org.jspecify.annotations.Nullable;

/** A detector cannot be run. The message says what was met, what was expected and what to do. */
public final class DetectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** The graph's bytes are not those the manifest tells of. */
    DAMAGED,
    /** The graph is larger than any we accept. */
    TOO_LARGE,
    /** The graph holds what ONNX Runtime must not be shown. */
    REFUSED,
    /** ONNX Runtime did not load the graph in time. */
    TIMEOUT,
    /** The graph does not keep the contract, or its series lack a tensor it asks for. */
    CONTRACT,
    /** ONNX Runtime refused the graph or failed while running it. */
    RUNTIME,
    /** The detector was closed. */
    CLOSED
  }

  private final Kind kind;

  DetectorException(Kind kind, String message) {
    this(kind, message, null);
  }

  DetectorException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure it is. */
  public Kind kind() {
    return kind;
  }
}
