package dev.tocsin.eval.data;

/** What can be planted into a made-up series. */
enum Anomaly {
  /** One to three values too high. */
  SPIKE,
  /** One to three values too low. */
  DIP,
  /** Another level for a while. */
  SHIFT,
  /** Nothing at all for a while. */
  ZERO,
  /** The same value for a while. */
  FLAT,
  /** More noise for a while. */
  NOISE,
  /** Further away with each step. */
  DRIFT,
  /** Half a day's rhythm too early; where there is no rhythm, a wave. */
  PHASE;

  /** Whether it lasts one to three steps. */
  boolean isShort() {
    return this == SPIKE || this == DIP;
  }
}
