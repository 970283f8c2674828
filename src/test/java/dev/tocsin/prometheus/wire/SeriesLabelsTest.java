package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.RemoteBodies.concat;
import static dev.tocsin.prometheus.wire.RemoteBodies.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.Labels;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesLabelsTest {
  private static final Map<String, String> ADDED = Map.of("l03", "a", "l07", "ü");

  /** Short and long ones, in few variants, so that they often are those of the series before. */
  private static final String[] VALUES = {"a", "b", "ü", "", "c".repeat(250), "c".repeat(300)};

  private final SeriesLabels labels = new SeriesLabels();

  @Test
  void labels_areThoseOfTheSeriesWhateverCameBefore() {
    Random random = new Random(5);
    for (int series = 0; series < 20_000; series++) {
      Map<String, String> added = random.nextBoolean() ? ADDED : Map.of();
      Map<String, String> expected = new TreeMap<>();
      labels.begin();
      for (int i = 0; i < (series % 100 == 0 ? 80 : 9); i++) {
        if (random.nextInt(10) > 0) {
          add(String.format("l%02d", i), VALUES[random.nextInt(VALUES.length)], added, expected);
        }
      }
      assertThat(labels.labels()).isEqualTo(Labels.of(expected));
    }
  }

  private void add(
      String name, String value, Map<String, String> added, Map<String, String> expected) {
    byte[] message = concat(field(1, name.getBytes(UTF_8)), field(2, value.getBytes(UTF_8)));
    labels.add(new ProtoReader().over(message, 0, message.length), added);
    if (!value.equals(added.get(name))) {
      expected.put(name, value);
    }
  }

  @Test
  void add_ofAnEmptyMessageIsNoLabel() {
    for (String value : VALUES) {
      labels.begin();
      add("a", value, Map.of(), new TreeMap<>());
      labels.begin();
      labels.add(new ProtoReader().over(new byte[0], 0, 0), Map.of());
      assertThat(labels.labels()).isEqualTo(Labels.empty());
    }
  }
}
