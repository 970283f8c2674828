package dev.tocsin.eval.data;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Made-up server-like series of any scale with planted anomalies: a guard against tuning to one
 * benchmark, for they are of other kinds and lengths than NAB's.
 */
public final class SyntheticCorpus {
  /** Signals are this far apart in seeds. */
  private static final long SEEDS_PER_SIGNAL = 1_000;

  private static final int LATE_STEPS = 3;
  private static final int BUFFER = 40;

  private SyntheticCorpus() {}

  /** So many series of each {@link Signal}; the same ones at each call. */
  public static Benchmark of(int perSignal) {
    List<LabelledMatrix> cases = new ArrayList<>();
    long seed = 0;
    for (Signal signal : Signal.values()) {
      for (int i = 0; i < perSignal; i++) {
        cases.add(new SyntheticSeries(signal, seed + i).labelled());
      }
      seed += SEEDS_PER_SIGNAL;
    }
    Protocol protocol =
        new Protocol(new Tolerance(0, LATE_STEPS, 0), BUFFER, Optional.empty(), Grouping.none());
    return new Benchmark("synthetic", cases, protocol);
  }
}
