package dev.tocsin.function;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;

  ProblemException(Problem.Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  Problem problem() {
    return Problem.of(kind, getMessage());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
