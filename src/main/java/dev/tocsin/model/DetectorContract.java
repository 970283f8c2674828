package dev.tocsin.model;

import java.util.List;

/**
 * The names every detector's graph keeps, version {@value #VERSION}.
 *
 * <p>All tensors are double. {@code n} is the number of rows of a call, {@code L} the window's
 * length. An input that is none of {@link #WINDOW}, {@link #SEASONAL} and {@link #Y} is a tensor of
 * the series: its rows are gathered from the {@link SeriesParameters} of the same name and width.
 */
public final class DetectorContract {
  /** The version of this contract, and of the files a detector is kept in. */
  public static final int VERSION = 1;

  /** Input {@code [n × L]}: the raw values before the target step, oldest first. */
  public static final String WINDOW = "window";

  /**
   * Input {@code [n × (L + 1)]}: the seasonal level of the series at each step of the window, then
   * at the target step. Optional.
   */
  public static final String SEASONAL = "seasonal";

  /** Input {@code [n]}: the value at the target step. */
  public static final String Y = "y";

  /** Input {@code [n]}, from the series: the robust spread of its one-step changes, above 0. */
  public static final String SCALE = "scale";

  /**
   * Input {@code [n]}, from the series: how much of the forecaster's step from the last value is
   * made, from 0 (the last value stays) to 1.
   */
  public static final String TRUST = "trust";

  /** Input {@code [n]}, from the series: how far the band reaches below yhat, in scales. */
  public static final String LOWER = "lower";

  /** Input {@code [n]}, from the series: how far the band reaches above yhat, in scales. */
  public static final String UPPER = "upper";

  /** Tensor {@code [series × slots]}: the seasonal level of each slot; never an input itself. */
  public static final String PROFILE = "profile";

  /** Output {@code [n]}: the forecast for the target step. */
  public static final String YHAT = "yhat";

  /** Output {@code [n]}: the band's lower bound, below yhat. */
  public static final String YHAT_LOWER = "yhat_lower";

  /** Output {@code [n]}: the band's upper bound, above yhat. */
  public static final String YHAT_UPPER = "yhat_upper";

  /** Output {@code [n]}: 0 at y = yhat, 1 on the bound, more outside. */
  public static final String ANOMALY_SCORE = "anomaly_score";

  /** All outputs: {@link #YHAT}, its bounds, and the score. */
  public static final List<String> OUTPUTS = List.of(YHAT, YHAT_LOWER, YHAT_UPPER, ANOMALY_SCORE);

  /** Metadata: this contract's version. */
  public static final String FORMAT_VERSION_KEY = "tocsin.format_version";

  /** Metadata: the kind of the detector, such as {@code linear}. */
  public static final String KIND_KEY = "tocsin.kind";

  /** Metadata: L, the number of steps in a window. */
  public static final String WINDOW_KEY = "tocsin.window";

  /** Metadata: the distance of two steps, in milliseconds. */
  public static final String STEP_MILLIS_KEY = "tocsin.step_millis";

  private DetectorContract() {}
}
