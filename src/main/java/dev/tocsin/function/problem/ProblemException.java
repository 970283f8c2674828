package dev.tocsin.function.problem;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;

  public ProblemException(Problem.Kind kind, String detail) {
    super(detail);
    this.kind = kind;
  }

  /** What ends a request that is not understood; the detail says what was met and expected. */
  public static ProblemException badRequest(String detail) {
    return new ProblemException(Problem.Kind.BAD_REQUEST, detail);
  }

  /**
   * What ends a request of which one field is wrong.
   *
   * @param met what the field says
   */
  public static ProblemException badField(String field, String met, String expected) {
    return badRequest(field + " is " + Quoted.of(met) + ", expected " + expected);
  }

  public Problem problem() {
    return Problem.of(kind, getMessage());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
