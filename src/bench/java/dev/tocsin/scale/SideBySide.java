package dev.tocsin.scale;

import dev.tocsin.scale.peer.Peer;
import dev.tocsin.scale.peer.PlainClient;
import dev.tocsin.scale.peer.RandomCutForests;
import dev.tocsin.scale.peer.RecordingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Tocsin beside what people would take instead, in turns, on the same series of the same
 * Prometheus. The peers only score; Tocsin writes its scores back as well. Prints a table.
 *
 * <p>Arguments: series, hours of history at 15 seconds.
 */
public final class SideBySide {
  private static final int WINDOW_STEPS = 240;
  private static final int RUNS = 9;
  private static final double MEGA = 1e6;

  private SideBySide() {}

  /** Measures. */
  public static void main(String[] arguments) {
    int series = Integer.parseInt(arguments[0]);
    int hours = Integer.parseInt(arguments[1]);
    try (Bench bench = Bench.start(series, hours, Map.of())) {
      bench.retrain();
      List<Contender> contenders = new ArrayList<>();
      contenders.add(new Contender("**Tocsin**, seasonal-ar", bench::score));
      double before = ownHeapBytes();
      Peer forests =
          new RandomCutForests(
              bench.prometheus(), Load.NAME, Load.STEP, hours * WINDOW_STEPS, bench.newest());
      double forestBytes = ownHeapBytes() - before;
      for (Peer peer : peers(bench, forests)) {
        contenders.add(new Contender(peer.name(), () -> bench.score(peer)));
      }
      for (int i = 0; i < Bench.WARM_UP + RUNS; i++) {
        bench.tick();
        for (Contender contender : contenders) {
          contender.run(i >= Bench.WARM_UP);
        }
      }
      print(contenders);
      System.out.printf(
          Locale.ROOT,
          "Kept between two runs: the forests %.0f MB; Tocsin's whole live heap %.0f MB.%n",
          forestBytes / MEGA,
          bench.liveHeapBytes() / MEGA);
    }
  }

  private static List<Peer> peers(Bench bench, Peer forests) {
    return List.of(
        new PlainClient(bench.prometheus(), Load.NAME, Load.STEP, WINDOW_STEPS),
        forests,
        new RecordingRule(
            bench.prometheus(), Load.NAME, Duration.ofMillis(WINDOW_STEPS * Load.STEP)));
  }

  private static void print(List<Contender> contenders) {
    Contender tocsin = contenders.get(0);
    System.out.println("| | wall, s | CPU, s | Prometheus, CPU s | CPU of both, ratio |");
    System.out.println("|---|---:|---:|---:|---:|");
    for (Contender contender : contenders) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f |%n",
          contender.name,
          contender.median(Bench.Sample::seconds),
          contender.median(Bench.Sample::cpu),
          contender.median(Bench.Sample::prometheusCpu),
          contender.median(Bench.Sample::cpuOfBoth) / tocsin.median(Bench.Sample::cpuOfBoth));
    }
  }

  private static double ownHeapBytes() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** One that scores, and what its runs cost. */
  private static final class Contender {
    private final String name;
    private final Supplier<Bench.Sample> score;
    private final List<Bench.Sample> runs = new ArrayList<>();

    Contender(String name, Supplier<Bench.Sample> score) {
      this.name = name;
      this.score = score;
    }

    void run(boolean counts) {
      Bench.Sample run = score.get();
      if (counts) {
        runs.add(run);
      }
    }

    double median(ToDoubleFunction<Bench.Sample> of) {
      double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }
}
