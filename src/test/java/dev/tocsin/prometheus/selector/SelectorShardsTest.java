package dev.tocsin.prometheus.selector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.prometheus.wire.LabelMatcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorShardsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<LabelMatcher> UP =
      List.of(new LabelMatcher(LabelMatcher.Type.EQUAL, "__name__", "up"));

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 16})
  void of_selectsEachSeriesOnceAndEvenly(int count) throws IOException {
    List<Map<String, String>> series = new ArrayList<>();
    for (int i = 0; i < 800; i++) {
      series.add(
          i % 10 == 0
              ? Map.of("__name__", "up", "job", "none")
              : Map.of("__name__", "up", "job", "a", "instance", "10.0." + i % 100 + ":[9100]"));
    }
    List<List<LabelMatcher>> shards = SelectorShards.of(UP, counts(series), count);
    assertThat(shards).hasSize(count);
    int[] selected = new int[count];
    series.forEach(labels -> selected[only(shards, labels)]++);
    int fair = series.size() / count;
    assertThat(Arrays.stream(selected).max().orElseThrow()).isLessThan(Math.max(100, fair + 10));
    assertThat(only(shards, Map.of("__name__", "up", "instance", "new"))).isEqualTo(count - 1);
  }

  private static int only(List<List<LabelMatcher>> shards, Map<String, String> labels) {
    List<Integer> holders =
        IntStream.range(0, shards.size())
            .filter(i -> shards.get(i).stream().allMatch(matcher -> fulfils(labels, matcher)))
            .boxed()
            .toList();
    assertThat(holders).as("%s", labels).hasSize(1);
    return holders.get(0);
  }

  private static boolean fulfils(Map<String, String> labels, LabelMatcher matcher) {
    String value = labels.getOrDefault(matcher.name(), "");
    return switch (matcher.type()) {
      case EQUAL -> value.equals(matcher.value());
      case NOT_EQUAL -> !value.equals(matcher.value());
      case MATCHES -> Pattern.matches(matcher.value(), value);
      case MATCHES_NOT -> !Pattern.matches(matcher.value(), value);
    };
  }

  /** Two values, or one and series without: halves, however uneven, and never the whole again. */
  @Test
  void of_alwaysTellsTwoValuesApart() throws IOException {
    for (int others = 1; others < 40; others++) {
      List<Map<String, String>> series = new ArrayList<>(List.of(Map.of("a", "x" + others)));
      for (int i = 0; i < others; i++) {
        series.add(others % 2 == 0 ? Map.of("a", "y") : Map.of("b", "z"));
      }
      for (int count : new int[] {2, 3, 8}) {
        List<List<LabelMatcher>> shards = SelectorShards.of(UP, counts(series), count);
        assertThat(shards.size()).as("%d of %d", others, count).isGreaterThan(1);
      }
    }
  }

  @Test
  void of_prefersTheLabelWithEvenRuns() throws IOException {
    List<Map<String, String>> series = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      series.add(Map.of("skewed", i < 50 ? "same" : "v" + i, "even", "e" + i % 10));
    }
    List<List<LabelMatcher>> shards = SelectorShards.of(UP, counts(series), 4);
    assertThat(shards).hasSize(4).allMatch(shard -> shard.get(1).name().equals("even"));
  }

  /** All three are even enough, and the first and the last have many values to name. */
  @Test
  void of_prefersTheLabelWithFewValuesWhereSeveralAreEven() throws IOException {
    List<Map<String, String>> series = new ArrayList<>();
    for (int i = 0; i < 1_600; i++) {
      series.add(Map.of("host", "h" + i, "rack", "r" + i % 16, "slot", "s" + i % 400));
    }
    List<List<LabelMatcher>> shards = SelectorShards.of(UP, counts(series), 8);
    assertThat(shards).hasSize(8).allMatch(shard -> shard.get(1).name().equals("rack"));
  }

  @Test
  void of_isTheSelectorAloneWhereNoLabelTellsSeriesApart() throws IOException {
    Map<String, String> labels = Map.of("job", "a", "instance", "b");
    assertThat(SelectorShards.of(UP, counts(List.of(labels, labels)), 4)).containsExactly(UP);
    assertThat(SelectorShards.of(UP, counts(List.of()), 4)).containsExactly(UP);
    assertThat(SelectorShards.of(UP, counts(List.of(Map.of("a", "1"), Map.of("a", "2"))), 1))
        .containsExactly(UP);
  }

  /** Three hundred thousand characters of values would make an expression nobody wants. */
  @Test
  void of_leavesALabelOfTooManyValuesOut() throws IOException {
    List<Map<String, String>> series = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      series.add(Map.of("long", "value-" + i, "short", "s" + i % 3));
    }
    List<List<LabelMatcher>> shards = SelectorShards.of(UP, counts(series), 2);
    assertThat(shards).hasSize(2).allMatch(shard -> shard.get(1).name().equals("short"));
  }

  /** An older Prometheus would not take the name, nor would the parser of selectors here. */
  @Test
  void of_leavesNamesBeyondAsciiOut() throws IOException {
    List<Map<String, String>> series = List.of(Map.of("a.b", "1"), Map.of("a.b", "2"));
    assertThat(SelectorShards.of(UP, counts(series), 2)).containsExactly(UP);
  }

  @Test
  void of_movesFewSeriesWhenAValueComes() throws IOException {
    List<Map<String, String>> series = new ArrayList<>();
    IntStream.range(0, 400).forEach(i -> series.add(Map.of("__name__", "up", "i", "v" + i)));
    List<List<LabelMatcher>> before = SelectorShards.of(UP, counts(series), 4);
    List<Map<String, String>> more = new ArrayList<>(series);
    more.add(Map.of("i", "new"));
    List<List<LabelMatcher>> after = SelectorShards.of(UP, counts(more), 4);
    long moved =
        series.stream().filter(labels -> only(before, labels) != only(after, labels)).count();
    assertThat(moved).isLessThanOrEqualTo(3);
  }

  @Test
  void text_isReadBackAsItWas() {
    List<LabelMatcher> matchers =
        List.of(
            new LabelMatcher(LabelMatcher.Type.EQUAL, "__name__", "up"),
            new LabelMatcher(LabelMatcher.Type.NOT_EQUAL, "path", "C:\\\"x\"\n\tü`'"),
            LabelMatcher.oneOf("a", List.of("1.5", "(x|y)", "", "^$[]{}*+?\\")),
            LabelMatcher.noneOf("b", List.of("\uD83D\uDD14")));
    assertThat(SelectorParser.parse(SelectorText.of(matchers))).hasValue(matchers);
  }

  @Test
  void counts_refuseWhatIsNotJson() {
    for (String body : List.of("<html>", "{\"data\":[{\"a\":\"b\"", "{\"data\":[{\"a\":\"b\"}")) {
      assertThatThrownBy(() -> LabelCounts.read(new ByteArrayInputStream(body.getBytes(UTF_8))))
          .isInstanceOf(IOException.class);
    }
  }

  private static LabelCounts counts(List<Map<String, String>> series) throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("status", "success", "data", series));
    return LabelCounts.read(new ByteArrayInputStream(body));
  }
}
