package dev.tocsin.testing;

import java.util.function.LongToDoubleFunction;

/** Series for tests. */
public final class Noise {
  private Noise() {}

  /** Evenly spread noise from 50 to 51 that depends on the time and the seed alone. */
  public static LongToDoubleFunction noise(long seed) {
    return time -> {
      long mixed = (time / 1_000 * 0x9E3779B97F4A7C15L) ^ (seed * 0xC2B2AE3D27D4EB4FL);
      mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
      return 50 + (mixed >>> 11) * 0x1.0p-53;
    };
  }
}
