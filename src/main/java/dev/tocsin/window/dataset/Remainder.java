package dev.tocsin.window.dataset;

/** What becomes of the last windows or batches, where too few elements are left to fill them. */
public enum Remainder {
  /** They are left out: {@code drop_remainder=True}. */
  DROP,
  /** They are shorter than the others: {@code drop_remainder=False}, the default of tf.data. */
  KEEP
}
