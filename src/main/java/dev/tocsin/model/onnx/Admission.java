package dev.tocsin.model.onnx;

/** Whether a step of a series can be scored, or why not. */
public enum Admission {
  /** It is in the batch and will have a score. */
  ACCEPTED,
  /** The detector was not fitted on this series. */
  UNKNOWN_SERIES,
  /** There is no sample at the step itself. */
  NO_SAMPLE,
  /** The series never moved in its history, and stands where it stood. */
  CONSTANT,
  /** The series has not been there for a whole window yet. */
  WARMING_UP,
  /** A sample is missing inside the window. */
  GAP,
  /** A value is infinite, or too large to be a measurement. */
  NOT_FINITE
}
