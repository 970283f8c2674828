package dev.tocsin.model.tribuo.seasonal;

import java.util.List;

/** A number that grows as a series behaves less as it did. */
enum Stream {
  /** |residuals of the autoregression, smoothed|: a small bias that stays. */
  EWMA(0, "ewma", 0.05, 1),
  /** |values less their season, smoothed|: a level away from its own. */
  LEVEL(1, "level", 0.05, 1),
  /** Root mean square of the last residuals: spikes, and noise that grows. */
  ENERGY(2, "energy", 0.1, 1),
  /** Distance of the value from all past values, over their range. */
  NOVELTY(3, "novelty", 0.005, 1.4),
  /** The same for the value less its season. */
  RESIDUAL_NOVELTY(4, "residual_novelty", 0.005, 1);

  /** In the order of the graph. */
  static final List<Stream> ALL = List.of(values());

  /** The residual itself is no stream of the score; the band is made from its tail. */
  static final double POINT_FLOOR = 0.15;

  private final int index;
  private final String label;
  private final double floor;
  private final double weight;

  Stream(int index, String label, double floor, double weight) {
    this.index = index;
    this.label = label;
    this.floor = floor;
    this.weight = weight;
  }

  /** Its place in {@link #ALL}, and in the graph. */
  int index() {
    return index;
  }

  /** Its name in answers. */
  String label() {
    return label;
  }

  /** The least scale of its tail that is believed: in spreads, novelties in shares of the range. */
  double floor() {
    return floor;
  }

  /** How much its nats count. */
  double weight() {
    return weight;
  }

  /** Whether it is high at first, while little is known. */
  boolean isNovelty() {
    return this == NOVELTY || this == RESIDUAL_NOVELTY;
  }
}
