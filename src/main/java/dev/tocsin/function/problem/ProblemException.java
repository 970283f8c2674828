package dev.tocsin.function.problem;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;

  public ProblemException(Problem.Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  public Problem problem() {
    return Problem.of(kind, getMessage());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
