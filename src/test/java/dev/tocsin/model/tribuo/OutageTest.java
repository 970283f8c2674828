package dev.tocsin.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Fitted;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.testing.NoiseLaw;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An outage in the history neither hides the next incident nor makes calm steps look unusual,
 * whatever the kind and wherever the outage lies.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutageTest {
  private static final int HISTORY = 600;

  /** Of each law. */
  private static final int SEEDS = 5;

  /** A fall to 0 is one of 6 to 15 spreads then, as of traffic that is not steady. */
  private static final double LEVEL = 15;

  /** Few, so that fits are quick; the bands come from all that is held back. */
  private static final int MOST_WINDOWS = 500;

  /** A tenth, one size of a fall: half of the samples tell less, as a shorter history does. */
  private static final double LARGER_FALL = Math.log(1.1);

  /** Standard errors of the mean over the series, by their seeds. */
  private static final double SPREAD_OF_SEEDS = 2;

  private final SeriesMatrix calm = calm();
  private final Map<Kind, Watchfulness> undisturbed = new EnumMap<>(Kind.class);

  private static Stream<Arguments> kindsAndOutages() {
    return Stream.of(Kind.values())
        .flatMap(kind -> outages().map(outage -> Arguments.of(kind, outage)));
  }

  /** Each place with each share, and with each form. */
  private static Stream<Outage> outages() {
    return Stream.of(Outage.Place.values())
        .flatMap(
            place ->
                Stream.of(
                    new Outage(Outage.Form.ZERO, place, 0.1),
                    new Outage(Outage.Form.FLAT, place, 0.3),
                    new Outage(Outage.Form.MISSING, place, 0.5),
                    new Outage(Outage.Form.ZERO, place, 0.5)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndOutages")
  void fit_onAHistoryWithAnOutage_watchesAsWell(Kind kind, Outage outage) {
    Watchfulness before =
        undisturbed.computeIfAbsent(kind, each -> watchfulness(each, UnaryOperator.identity()));

    Watchfulness behind = watchfulness(kind, outage::in);

    Difference ofFalls = Difference.of(before.smallestFalls(), behind.smallestFalls());
    assertThat(ofFalls.mean()).isLessThan(LARGER_FALL + SPREAD_OF_SEEDS * ofFalls.error());
    Difference ofSteps = Difference.of(before.unusualSteps(), behind.unusualSteps());
    assertThat(ofSteps.mean()).isLessThan(SPREAD_OF_SEEDS * ofSteps.error());
  }

  /** By how much more the second is, a mean over the series, and its standard error. */
  private record Difference(double mean, double error) {
    static Difference of(List<Double> before, List<Double> behind) {
      int count = before.size();
      double[] each =
          IntStream.range(0, count).mapToDouble(i -> behind.get(i) - before.get(i)).toArray();
      double mean = Arrays.stream(each).average().orElseThrow();
      double squares = Arrays.stream(each).map(one -> (one - mean) * (one - mean)).sum();
      return new Difference(mean, Math.sqrt(squares / (count - 1) / count));
    }
  }

  private Watchfulness watchfulness(Kind kind, UnaryOperator<double[]> hurt) {
    SeriesMatrix.Builder history = SeriesMatrix.on(calm.grid().slice(0, HISTORY));
    for (int row = 0; row < calm.rows(); row++) {
      history.add(calm.labels(row), hurt.apply(Arrays.copyOf(calm.row(row), HISTORY)));
    }
    TrainingSettings settings = kind.settings();
    TrainingSettings quick =
        settings.withLimits(settings.limits().withMaximumWindows(MOST_WINDOWS));
    Fitted fitted = kind.fit(history.build(), quick);
    return Watchfulness.of(fitted, calm.slice(HISTORY, calm.columns()));
  }

  private static SeriesMatrix calm() {
    int steps = HISTORY + Watchfulness.STEPS;
    SeriesMatrix.Builder matrix = SeriesMatrix.on(SyntheticSeries.grid(steps));
    for (NoiseLaw law : NoiseLaw.values()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double[] noise = law.draw(new Random(seed), steps);
        matrix.add(
            SyntheticSeries.labels(matrix.rows()),
            Arrays.stream(noise).map(value -> LEVEL + value).toArray());
      }
    }
    return matrix.build();
  }
}
