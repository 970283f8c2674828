package dev.tocsin.pipeline.job;

/** A field of a job has a value it cannot have. */
public final class InvalidJobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * The field's problem.
   *
   * @param field the field's name in configuration and requests
   * @param value the value met
   * @param expected what was expected
   */
  public InvalidJobException(String field, String value, String expected) {
    super(field + " is \"" + value + "\", expected " + expected);
    this.field = field;
  }

  /**
   * The problem of a field whose value a part of the job refuses.
   *
   * @param field the field's name in configuration and requests
   * @param why tells the value met and what was expected
   */
  public InvalidJobException(String field, IllegalArgumentException why) {
    super(field + " is " + why.getMessage(), why);
    this.field = field;
  }

  /** The field's name in configuration and requests. */
  public String field() {
    return field;
  }
}
