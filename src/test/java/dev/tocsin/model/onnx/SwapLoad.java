package dev.tocsin.model.onnx;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that swaps models under two threads that score. Arguments: swaps to warm up, and swaps
 * in all. Tells its resident memory in kB after each, and how many steps were scored.
 */
public final class SwapLoad {
  private static final SeriesMatrix MATRIX = SyntheticSeries.arMatrix(1, 3, 60, 0.6);
  private static final SlidingWindows WINDOWS = new SlidingWindows(MATRIX, 8, 0);

  private SwapLoad() {}

  /** Swaps. */
  public static void main(String[] arguments) throws Exception {
    Detector detector = Detectors.detector("dns", "a");
    ModelSlot slot = new ModelSlot();
    slot.swap(ServingModel.open(detector));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Long>> scorers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      scorers.add(threads.submit(() -> scoreUntil(done, slot)));
    }
    int warmUp = Integer.parseInt(arguments[0]);
    int all = Integer.parseInt(arguments[1]);
    for (int i = 1; i <= all; i++) {
      slot.swap(ServingModel.open(detector));
      if (i == warmUp || i == all) {
        System.out.println("resident " + residentKilobytes());
      }
    }
    done.set(true);
    for (Future<Long> scorer : scorers) {
      System.out.println("scored " + scorer.get());
    }
    threads.shutdown();
    System.out.println("drained " + slot.drain(Duration.ofMinutes(1)));
  }

  private static long scoreUntil(AtomicBoolean done, ModelSlot slot) {
    long scored = 0;
    do {
      try (ModelSlot.Lease lease = slot.lease().orElseThrow()) {
        ScoreBatch batch = lease.model().batch(3);
        for (int row = 0; row < 3; row++) {
          batch.add(WINDOWS, row, 50, row);
        }
        batch.finish();
        scored += batch.size();
      }
    } while (!done.get());
    return scored;
  }

  private static long residentKilobytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
