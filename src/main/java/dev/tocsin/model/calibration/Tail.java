package dev.tocsin.model.calibration;

/**
 * How unusual a value of a stream is, in nats: −ln of the chance of one as large.
 *
 * <p>Beyond {@code start} a generalised Pareto tail of fixed shape is followed (peaks over
 * threshold: Siffer et al., Anomaly Detection in Streams with Extreme Value Theory, KDD 2017);
 * below, nats grow in proportion from 0 to those of the start.
 *
 * @param start where the tail begins, above 0
 * @param scale of the tail
 * @param nats at the start: −ln of the share of values beyond it
 */
public record Tail(double start, double scale, double nats) {
  /** The tail's shape: estimating it from tens of excesses is too noisy; 0.1 to 0.3 do as well. */
  public static final double SHAPE = 0.2;

  /** A start of 0 would make a ratio of 0 / 0. */
  static final double LEAST_START = 1e-9;

  /**
   * Values count to here: a score grows with the logarithm of how far a value lies, and no further,
   * so that a series that never moved and then does is no more than clearly anomalous.
   */
  public static final double MOST = 1e9;

  /** Too little is known: nothing is unusual. */
  public static final Tail UNKNOWN = new Tail(1, 1e30, 0);

  /** The same with a scale that is {@code factor} times as large. */
  public Tail wider(double factor) {
    return new Tail(start, factor * scale, nats);
  }

  /** The nats of a value, 0 at 0 and growing. */
  public double of(double value) {
    double body = nats * Math.min(1, value / start);
    return value > start ? body + Math.log1p(SHAPE * (value - start) / scale) / SHAPE : body;
  }

  /** The value that has these nats. */
  public double at(double wanted) {
    if (wanted <= nats) {
      return start * wanted / nats;
    }
    return start + scale * Math.expm1(SHAPE * (wanted - nats)) / SHAPE;
  }
}
