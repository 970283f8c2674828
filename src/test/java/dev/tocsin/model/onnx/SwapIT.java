package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Ten thousand swaps while two threads score: no error, and no memory that stays. */
final class SwapIT {
  private static final int WARM_UP = 2_000;
  private static final int SWAPS = 10_000;

  /** A tenth of what would stay if 8,000 sessions of 100 kB were not freed. */
  private static final long MAX_GROWTH_KILOBYTES = 80_000;

  /** The heap is touched whole at the start, so that only native memory can grow. */
  private static final List<String> FIXED_HEAP =
      List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "--enable-native-access=ALL-UNNAMED");

  @Test
  void swap_tenThousandTimesUnderLoad_keepsMemoryFlat() throws Exception {
    Assumptions.assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")),
        "skipped: resident memory is told by Linux");
    try (ChildJvm load = ChildJvm.start(FIXED_HEAP, SwapLoad.class, WARM_UP, SWAPS)) {
      List<String> told = load.rest();

      assertThat(load.exitCode()).as(String.join("\n", told)).isZero();
      assertThat(told).contains("drained true");
      assertThat(numbers(told, "scored ")).hasSize(2).allMatch(scored -> scored > 0);
      List<Long> resident = numbers(told, "resident ");
      assertThat(resident).hasSize(2);
      assertThat(resident.get(1) - resident.get(0))
          .as("growth of %s kB over %d swaps", resident, SWAPS - WARM_UP)
          .isLessThan(MAX_GROWTH_KILOBYTES);
    }
  }

  private static List<Long> numbers(List<String> told, String what) {
    return told.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> Long.valueOf(line.substring(what.length())))
        .toList();
  }
}
