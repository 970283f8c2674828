package dev.tocsin.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  /** Computed by an independent program from the description in the class comment. */
  @ParameterizedTest
  @CsvSource({
    "'', '', efd01f60ba992926",
    "job, api, 9050b8a0ea7af5ca",
    "job, ü, b6d2926dc4b7a18",
  })
  void hash_isTheDocumentedOne(String name, String value, String expected) {
    assertThat(Long.toHexString(Shard.hash(Labels.of(name, value)))).isEqualTo(expected);
  }

  @Test
  void hash_isTheSameHoweverLabelsAreGiven() {
    assertThat(Shard.hash(Labels.of("b", "2", "a", "1")))
        .isEqualTo(Shard.hash(Labels.of("a", "1", "b", "2", "c", "")));
  }

  @Test
  void hash_tellsWhereATextEnds() {
    assertThat(Shard.hash(Labels.of("a", "bc"))).isNotEqualTo(Shard.hash(Labels.of("ab", "c")));
  }

  /** The second hash above is negative as a signed number. */
  @ParameterizedTest
  @CsvSource({"0, 3", "1, 5", "6, 7", "10, 16"})
  void holds_isTheRemainderUnsigned(int index, int count) {
    assertThat(new Shard(index, count).holds(Labels.of("job", "api"))).isTrue();
  }

  /** In all labels but one alike, or in two that vary together, as targets are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 16})
  void holds_dealsEachSeriesToOneOfEvenShares(int count) {
    int series = 4_000;
    int[] held = new int[count];
    for (int i = 0; i < series; i++) {
      Labels labels = Labels.of("__name__", "up", "instance", "host-" + i, "node", "host-" + i);
      int holders = 0;
      for (int shard = 0; shard < count; shard++) {
        if (new Shard(shard, count).holds(labels)) {
          held[shard]++;
          holders++;
        }
      }
      assertThat(holders).isEqualTo(1);
    }
    int fair = series / count;
    for (int share : held) {
      assertThat(share).isBetween(fair * 3 / 4, fair * 5 / 4);
    }
  }

  @Test
  void of_keepsTheSeriesOfTheShare() {
    TimeGrid grid = new TimeGrid(0, 1_000, 2);
    SeriesMatrix.Builder builder = SeriesMatrix.on(grid);
    for (int i = 0; i < 100; i++) {
      builder.add(Labels.of("i", "" + i), i, Double.NaN);
    }
    SeriesRead.How how = new SeriesRead.How("query_range", 1, 100, List.of("slow"));
    Labels histogram = Labels.of("i", "h");
    SeriesRead read =
        new SeriesRead(
            builder.build(), List.of(new SeriesRead.Unreadable(histogram, "histogram")), how);

    int rows = 0;
    int unreadable = 0;
    for (int index = 0; index < 3; index++) {
      Shard shard = new Shard(index, 3);
      SeriesRead held = Shard.of(read, shard::holds);
      for (int row = 0; row < held.matrix().rows(); row++) {
        Labels labels = held.matrix().labels(row);
        assertThat(shard.holds(labels)).isTrue();
        double value = Double.parseDouble(labels.value("i").orElseThrow());
        assertThat(held.matrix().row(row)).containsExactly(value, Double.NaN);
      }
      assertThat(held.how()).isEqualTo(how);
      rows += held.matrix().rows();
      unreadable += held.unreadable().size();
    }
    assertThat(rows).isEqualTo(100);
    assertThat(unreadable).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 2", "2, 2"})
  void shard_refusesWhatThereIsNot(int index, int count) {
    assertThatThrownBy(() -> new Shard(index, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0 to count - 1");
  }
}
