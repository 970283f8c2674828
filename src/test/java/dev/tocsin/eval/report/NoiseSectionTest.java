package dev.tocsin.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.eval.contest.Answer;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.LabelledSeries;
import dev.tocsin.eval.data.Protocol;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoiseSectionTest {
  private static final LabelledMatrix QUIET = LabelledSeries.zeros(1_000);

  private static final Benchmark NOISE =
      new Benchmark(
          "noise",
          List.of(QUIET, QUIET),
          new Protocol(Tolerance.NONE, 0, Optional.empty(), Grouping.none()));

  /** A baseline that alerts in the first series, and Tocsin, which alerts twice in the second. */
  private static final Standings STANDINGS =
      new Standings(
          List.of(
              entry("baseline", Duration.ofSeconds(1), alerting(500), alerting()),
              entry("Tocsin", Duration.ofSeconds(2), alerting(), alerting(500, 600))),
          "Tocsin");

  @Test
  void text_countsTheAlertsOfEachSeries() {
    String perDay = Numbers.two(2 * 1_440 / (1_000.0 - NOISE.protocol().quietSteps(QUIET)));

    assertThat(new NoiseSection(STANDINGS).text().lines())
        .containsSubsequence("| made | 0 | 0.00 | 0.00 |", "| made | 2 | 2.00 | " + perDay + " |");
  }

  @Test
  void text_tellsWhatTocsinCosts() {
    assertThat(new NoiseSection(STANDINGS).text().lines())
        .filteredOn(line -> line.startsWith("| noise |"))
        .containsExactly("| noise | 2,000 | 1,000 |");
  }

  private static Entry entry(String contender, Duration took, Answer... answers) {
    return new Entry(contender, NOISE, List.of(answers), took);
  }

  private static Answer alerting(int... at) {
    List<StepRange> alerts = Arrays.stream(at).mapToObj(step -> new StepRange(step, step)).toList();
    return new Answer(List.of(Scores.of(new double[1_000])), alerts);
  }
}
