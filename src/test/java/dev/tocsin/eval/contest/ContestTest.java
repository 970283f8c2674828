package dev.tocsin.eval.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.LabelledSeries;
import dev.tocsin.eval.data.Protocol;
import dev.tocsin.eval.nab.NabProfile;
import dev.tocsin.function.job.Trainers;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ContestTest {
  private static final double EXACT = 1e-9;
  private static final StepRange STRETCH = new StepRange(700, 710);
  private static final Protocol PROTOCOL =
      new Protocol(Tolerance.NONE, 10, Optional.empty(), Grouping.none());

  /** Two series of a day at a minute: an outlier is found in one, and one is false in the other. */
  private static final Benchmark BENCHMARK =
      new Benchmark(
          "made", List.of(withOutlier(700, STRETCH), withOutlier(900), noise(3)), PROTOCOL);

  /** Answers how far a value lies from 0. */
  private record Magnitude() implements Contender {
    @Override
    public String name() {
      return "magnitude";
    }

    @Override
    public Answer answer(LabelledMatrix one, Protocol protocol) {
      double[] scores = Arrays.stream(one.samples().row(0)).map(Math::abs).toArray();
      return new Answer(List.of(Scores.of(scores)), List.of(new StepRange(100, 100)));
    }
  }

  @Test
  void events_addUpOverCases() {
    Entry entry = entry();

    assertThat(entry.events(20)).isEqualTo(new EventQuality(1, 1, 1, 1, 0));
    assertThat(entry.bestEvents().events().f1()).isCloseTo(2 / 3.0, within(EXACT));
    assertThat(entry.falseAlertsPerDay(entry.events(20)))
        .isCloseTo(1 / (3 * 1240 / 1440.0), within(EXACT));
  }

  @Test
  void events_countNoStretchOfTheQuietSteps() {
    Benchmark early =
        new Benchmark("early", List.of(withOutlier(50, new StepRange(50, 60))), PROTOCOL);
    Entry entry = new Contest(line -> {}).enter(new Magnitude(), early);

    assertThat(entry.events(20)).isEqualTo(EventQuality.NONE);
  }

  @Test
  void thresholds_haveTheOneThatShipsAmongThem() {
    assertThat(entry().thresholds()).contains(Scored.THRESHOLD);
  }

  @Test
  void ownEvents_areThoseOfItsAlertsAfterTheQuietSteps() {
    assertThat(entry().ownEvents()).isEqualTo(new EventQuality(1, 0, 0, 0, 0));
  }

  @Test
  void ranking_isTheMeanOverSeriesWithAStretch() {
    Ranking ranking = entry().ranking();

    // Of eleven labelled steps the first ranks first, the others are noise.
    assertThat(ranking.aucPr()).isBetween(1 / 11.0, 0.2);
    assertThat(ranking.smoothAucPr()).isGreaterThan(ranking.aucPr());
  }

  @Test
  void half_keepsAnswersWithTheirCases() {
    assertThat(entry().half(Benchmark.Half.EVEN).events(20))
        .isEqualTo(new EventQuality(1, 1, 1, 0, 0));
    assertThat(entry().half(Benchmark.Half.ODD).events(20))
        .isEqualTo(new EventQuality(0, 0, 0, 1, 0));
  }

  @Test
  void enter_tellsOfEachCase() {
    ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    new Contest(told::add).enter(new Magnitude(), BENCHMARK);

    assertThat(told)
        .hasSize(3)
        .anySatisfy(
            line -> assertThat(line).startsWith("magnitude, made: made, 2 of 3, 1440 points in "));
  }

  @Test
  void nabFigures_countOnsetsOnly() {
    NabFigures figures = NabFigures.of(entry(), NabProfile.STANDARD);

    assertThat(NabFigures.onsets(entry(), NabProfile.STANDARD, 20))
        .isCloseTo(100 * (2 - 0.11) / 2, within(EXACT));
    assertThat(figures.chosen().even()).isCloseTo(100, within(EXACT));
    assertThat(figures.chosen().all()).isLessThan(100);
    assertThat(figures.onsets().score()).isGreaterThanOrEqualTo(figures.chosen().all());
  }

  @Test
  void tocsin_answersThroughTheBacktest() {
    Contender tocsin = new Tocsin(new Trainers(InstantSource.system()), "linear");
    Answer answer = tocsin.answer(BENCHMARK.cases().get(0), PROTOCOL);

    assertThat(answer.scores().get(0).size()).isEqualTo(1_440);
    assertThat(answer.scores().get(0).at(199)).isNaN();
    assertThat(answer.scores().get(0).at(200)).isNotNaN();
    assertThat(answer.scores().get(0).at(700)).isGreaterThan(1);
    assertThat(answer.alerts()).anySatisfy(alert -> assertThat(alert.first()).isEqualTo(700));
  }

  @Test
  void tocsin_alertsAsLongAsItsIncidentsLast() {
    double[] values = noise(5).samples().row(0);
    Arrays.fill(values, 700, 705, 30);
    Contender tocsin = new Tocsin(new Trainers(InstantSource.system()), "linear");
    Answer answer = tocsin.answer(LabelledSeries.of(values), PROTOCOL);

    assertThat(answer.alerts())
        .filteredOn(alert -> alert.first() == 700)
        .singleElement()
        .satisfies(alert -> assertThat(alert.last()).isBetween(701, 720));
  }

  private static Entry entry() {
    return new Contest(line -> {}).enter(new Magnitude(), BENCHMARK);
  }

  private static LabelledMatrix withOutlier(int at, StepRange... truth) {
    double[] values = noise(at).samples().row(0);
    values[at] = 30;
    return LabelledSeries.of(values, truth);
  }

  private static LabelledMatrix noise(long seed) {
    Random random = new Random(seed);
    double[] values = new double[1_440];
    Arrays.setAll(values, i -> random.nextGaussian());
    return LabelledSeries.of(values);
  }
}
