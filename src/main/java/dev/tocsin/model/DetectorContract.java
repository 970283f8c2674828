package dev.tocsin.model;

import java.util.List;

/**
 * The names every detector's graph keeps, version {@value #VERSION}.
 *
 * <p>All tensors are double. {@code n} is the number of rows of a call, {@code L} the window's
 * length. A graph that names a {@link #STRETCH_KEY stretch} has rows of t consecutive steps of one
 * series: {@code [n]} of a step is then {@code [n × t]}, and {@code L + 1} is {@code L + t}, which
 * its file leaves open. An input whose name is none of those that stand here as a step's own is a
 * tensor of the series: its rows are gathered from the {@link SeriesParameters} of the same name
 * and width.
 */
public final class DetectorContract {
  /** The version of this contract, and of the files a detector is kept in. */
  public static final int VERSION = 1;

  /** Input {@code [n × L]}: the raw values before the target step, oldest first. */
  public static final String WINDOW = "window";

  /**
   * Input {@code [n × (L + 1)]}: the window, then y. For graphs that want them as one, instead of
   * {@link #WINDOW}.
   */
  public static final String VALUES = "values";

  /**
   * Input {@code [n × (L + 1)]}: the seasonal level of the series at each step of the window, then
   * at the target step. Optional. A graph that gives its first dimension another name than that of
   * {@link #Y} is told {@code [1 × (L + 1)]} where one row, of zeros, is that of all.
   */
  public static final String SEASONAL = "seasonal";

  /**
   * Input {@code [n × (L + 1)]}: 1 at each step of the window, then at the target step, where there
   * is a sample and the {@link #LAGS_KEY lags} before it are known too; 0 where the step is to be
   * left out of every sum. Optional: a graph without it is given windows without gaps only. One row
   * may be that of all, as with {@link #SEASONAL}.
   */
  public static final String PRESENT = "present";

  /**
   * Input {@code [n]}: how far y lies from all values of the series' past, as a share of their
   * range; from the {@link #GAPS} of the series. Optional.
   */
  public static final String NOVELTY = "novelty";

  /** Input {@code [n]}: the same for y less its seasonal level. Optional. */
  public static final String RESIDUAL_NOVELTY = "residual_novelty";

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

  /**
   * Input {@code [n × 3 k]}, from the series: where each of k tails begins, above 0, then their
   * scales, then the nats where they begin.
   */
  public static final String TAILS = "tails";

  /**
   * Tensor {@code [series × slots]}, ragged where the series' seasons differ: the seasonal level of
   * each slot; never an input itself.
   */
  public static final String PROFILE = "profile";

  /**
   * Tensor {@code [series]}: the period of the series' own season in milliseconds, whose slots are
   * as many as its {@link #PROFILE} has; never an input itself. Without it all have the season of
   * the {@link Shape}.
   */
  public static final String PERIOD = "period";

  /**
   * Tensor {@code [series × 2]}: the value of a series that never moved, and how far from it a
   * value may be to count as the same; the value is NaN where the series moved. Never an input
   * itself.
   */
  public static final String CONSTANT = "constant";

  /**
   * Tensor, ragged: where a series' past has no values, see {@link GapTable}; never an input
   * itself.
   */
  public static final String GAPS = "gaps";

  /** Tensor, ragged: {@link #GAPS} of the values less their seasonal level. */
  public static final String RESIDUAL_GAPS = "residual_gaps";

  /**
   * Tensor {@code [series]}: how many steps before the end of the history the last sample lay, 0 if
   * at the end. Only a series that was there at the end can go missing. Never an input.
   */
  public static final String SILENT = "silent";

  /**
   * Tensor {@code [series]}: the end of the history of a series that joined the detector after its
   * fit, in milliseconds; NaN for those of the fit itself. Never an input. Optional.
   */
  public static final String JOINED_AT = "joined_at";

  /**
   * Tensor {@code [series]}: how many steps a series that joined after the fit had behind it then,
   * infinite if as many as a fit looks at; NaN for those of the fit itself. Never an input.
   * Optional.
   */
  public static final String JOINED_STEPS = "joined_steps";

  /** Output {@code [n]}: the forecast for the target step. Optional, as its bounds are with it. */
  public static final String YHAT = "yhat";

  /** Output {@code [n]}: the band's lower bound, below yhat. */
  public static final String YHAT_LOWER = "yhat_lower";

  /** Output {@code [n]}: the band's upper bound, above yhat. */
  public static final String YHAT_UPPER = "yhat_upper";

  /**
   * Output {@code [n]}: 0 at y = yhat, 1 on the bound, more outside; without a forecast 0 where the
   * step is as usual, 1 where it is as rare as may be. Never negative.
   */
  public static final String ANOMALY_SCORE = "anomaly_score";

  /**
   * Output {@code [n × streams]}: which streams made the score, in the order that {@link
   * #STREAMS_KEY} names them; they add up to 1, or are all 0. Optional.
   */
  public static final String STREAM_SHARES = "stream_shares";

  /** The outputs that a graph has all of, or none: {@link #YHAT} and its bounds. */
  public static final List<String> FORECAST = List.of(YHAT, YHAT_LOWER, YHAT_UPPER);

  /** The outputs there may be: those of the {@link #FORECAST}, and the score. */
  public static final List<String> OUTPUTS = List.of(YHAT, YHAT_LOWER, YHAT_UPPER, ANOMALY_SCORE);

  /** Metadata: this contract's version. */
  public static final String FORMAT_VERSION_KEY = "tocsin.format_version";

  /** Metadata: the kind of the detector, such as {@code linear}. */
  public static final String KIND_KEY = "tocsin.kind";

  /** Metadata: L, the number of steps in a window. Needed where a width does not tell it. */
  public static final String WINDOW_KEY = "tocsin.window";

  /** Metadata: the distance of two steps, in milliseconds. */
  public static final String STEP_MILLIS_KEY = "tocsin.step_millis";

  /** Metadata: the names of the streams, separated by commas. */
  public static final String STREAMS_KEY = "tocsin.streams";

  /**
   * Metadata: which share of ordinary steps is expected to reach a score, as {@link
   * FalseAlertRates#text} writes it. Optional.
   */
  public static final String FALSE_ALERT_RATES_KEY = "tocsin.false_alert_rates";

  /** Metadata: how many steps before it a step needs, for {@link #PRESENT}. */
  public static final String LAGS_KEY = "tocsin.lags";

  /**
   * Metadata: the greatest t of a graph whose rows are stretches of t consecutive steps; it asks
   * for them by {@link #VALUES} and {@link #PRESENT}. Without it a row is one step.
   */
  public static final String STRETCH_KEY = "tocsin.stretch";

  private DetectorContract() {}
}
