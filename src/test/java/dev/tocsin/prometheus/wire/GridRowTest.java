package dev.tocsin.prometheus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.TimeGrid;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridRowTest {
  private static final TimeGrid GRID = new TimeGrid(1_000, 10, 5);

  @Test
  void finish_takesTheLatestSampleThatIsNotTooOld() {
    GridRow row = new GridRow(GRID, 15);
    row.add(984, bits(1));
    row.add(985, bits(2));
    row.add(1_010, bits(3));
    row.add(1_011, bits(4));
    double[] values = new double[5];
    assertThat(row.finish(values)).isEqualTo(3);
    assertThat(values).containsExactly(2, 3, 4, Double.NaN, Double.NaN);
  }

  @Test
  void finish_tellsStaleFromNaN() {
    GridRow row = new GridRow(GRID, 100);
    row.add(1_000, bits(1));
    row.add(1_010, GridRow.STALE);
    double[] values = new double[5];
    assertThat(row.finish(values)).isEqualTo(1);
    row.begin();
    row.add(1_020, 0x7ff8000000000001L);
    assertThat(row.finish(values)).isEqualTo(3);
    assertThat(values).containsOnly(Double.NaN);
    assertThat(Double.doubleToRawLongBits(values[4])).isEqualTo(0x7ff8000000000000L);
  }

  /** Whatever the order and however handed in, it is what the definition says. */
  @Test
  void finish_equalsTheDefinitionInAnyOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      TimeGrid grid =
          new TimeGrid(random.nextInt(200) - 100, 1 + random.nextInt(30), 1 + random.nextInt(12));
      long maxAge = random.nextInt(60);
      GridRow row = new GridRow(grid, maxAge);
      Map<Long, Long> samples = new TreeMap<>();
      for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
        add(row, grid, samples, random);
      }
      double[] values = new double[grid.count()];
      int present = row.finish(values);
      assertThat(values).isEqualTo(expected(grid, maxAge, samples));
      assertThat(present).isEqualTo(Arrays.stream(values).filter(v -> !Double.isNaN(v)).count());
    }
  }

  /** Half of the time scrapes are as far apart as the columns, but for a little now and then. */
  private static void add(GridRow row, TimeGrid grid, Map<Long, Long> samples, Random random) {
    int count = random.nextInt(10);
    boolean isRegular = random.nextBoolean();
    long[] millis = new long[count];
    long[] bits = new long[count];
    long time = random.nextLong(-200, 200);
    for (int i = 0; i < count; i++) {
      boolean isOnTime = isRegular && random.nextInt(8) > 0;
      time += isOnTime ? grid.stepMillis() : 1 + random.nextInt(25);
      millis[i] = time;
      // The same time has the same value in all chunks, as there is no telling which one counts.
      bits[i] = time % 9 == 0 ? GridRow.STALE : bits((double) time);
      samples.put(time, bits[i]);
    }
    if (random.nextBoolean()) {
      row.addAll(millis, bits, count);
    } else {
      for (int i = 0; i < count; i++) {
        row.add(millis[i], bits[i]);
      }
    }
  }

  private static double[] expected(TimeGrid grid, long maxAge, Map<Long, Long> samples) {
    double[] values = new double[grid.count()];
    for (int i = 0; i < values.length; i++) {
      long at = grid.timeMillis(i);
      long latest = GridRow.STALE;
      for (Map.Entry<Long, Long> sample : samples.entrySet()) {
        if (sample.getKey() <= at && sample.getKey() >= at - maxAge) {
          latest = sample.getValue();
        }
      }
      values[i] = latest == GridRow.STALE ? Double.NaN : Double.longBitsToDouble(latest);
    }
    return values;
  }

  /** However the scrapes lie between the columns, and whether or not chunks come in order. */
  @Test
  void addAll_ofAScrapeAColumnEqualsTheDefinition() {
    TimeGrid grid = new TimeGrid(1_000, 10, 12);
    for (long offset = -45; offset < 45; offset++) {
      for (long maxAge : new long[] {0, 5, 9, 10, 100}) {
        assertTaken(grid, maxAge, offset, new int[] {0, 4, 8});
        assertTaken(grid, maxAge, offset, new int[] {4, 0, 8});
      }
    }
  }

  private static void assertTaken(TimeGrid grid, long maxAge, long offset, int[] chunks) {
    GridRow row = new GridRow(grid, maxAge);
    Map<Long, Long> samples = new TreeMap<>();
    for (int first : chunks) {
      long[] millis =
          LongStream.range(first, first + 4).map(i -> 1_000 + offset + 10 * i).toArray();
      long[] bits = LongStream.of(millis).map(GridRowTest::bits).toArray();
      for (int i = 0; i < millis.length; i++) {
        samples.put(millis[i], bits[i]);
      }
      row.addAll(millis, bits, millis.length);
    }
    double[] values = new double[grid.count()];
    row.finish(values);
    assertThat(values).isEqualTo(expected(grid, maxAge, samples));
  }

  @Test
  void add_takesTimesAtTheEndsOfTheWorld() {
    GridRow row = new GridRow(GRID, 15);
    row.add(Long.MIN_VALUE, bits(1));
    row.add(Long.MIN_VALUE + 1, bits(2));
    row.add(Long.MAX_VALUE, bits(3));
    row.add(1_020, bits(4));
    double[] values = new double[5];
    assertThat(row.finish(values)).isEqualTo(2);
    assertThat(values).containsExactly(Double.NaN, Double.NaN, 4, 4, Double.NaN);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
