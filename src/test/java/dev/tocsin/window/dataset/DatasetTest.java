package dev.tocsin.window.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  /** {@code range(7)}, each number in a dimension of its own. */
  private final Dataset seven = steps(0, 1, 2, 3, 4, 5, 6);

  private static Dataset steps(double... values) {
    return Dataset.of(
        SeriesMatrix.on(new TimeGrid(0, 1_000, values.length))
            .add(Labels.of("__name__", "up"), values)
            .build());
  }

  private static Dataset twoSeries() {
    return Dataset.of(
        SeriesMatrix.on(new TimeGrid(0, 1_000, 3))
            .add(Labels.of("host", "a"), 1, 2, 3)
            .add(Labels.of("host", "b"), 40, Double.NaN, 20)
            .build());
  }

  private static List<Double> numbers(Element element) {
    double[] numbers = new double[element.length()];
    element.copyTo(numbers, 0);
    return Arrays.stream(numbers).boxed().toList();
  }

  /** The elements as text, such as {@code [0 1] [2 3]}. */
  private static String shown(Stream<Element> elements) {
    return String.join(
        " ",
        elements
            .map(
                element ->
                    numbers(element).stream()
                        .map(number -> Integer.toString(number.intValue()))
                        .toList()
                        .toString()
                        .replace(",", ""))
            .toList());
  }

  private static String shown(Dataset dataset) {
    return shown(dataset.stream());
  }

  @Test
  void of_hasOneElementForEachStepWithAllSeries() {
    Dataset dataset = twoSeries();

    assertThat(dataset.size()).isEqualTo(3);
    assertThat(dataset.shape()).containsExactly(2);
    assertThat(numbers(dataset.get(0))).containsExactly(1.0, 40.0);
    assertThat(numbers(dataset.get(1))).containsExactly(2.0, Double.NaN);
  }

  @Test
  void of_takesSomeSeriesInTheOrderGiven() {
    SeriesMatrix matrix =
        SeriesMatrix.on(new TimeGrid(0, 1_000, 1))
            .add(Labels.of("host", "a"), 1)
            .add(Labels.of("host", "b"), 2)
            .build();

    assertThat(shown(Dataset.of(matrix, 1, 0, 1))).isEqualTo("[2 1 2]");
    assertThatThrownBy(() -> Dataset.of(matrix, 2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void of_aMatrixWithoutSeriesHasEmptyElements() {
    Dataset none = Dataset.of(SeriesMatrix.on(new TimeGrid(0, 1_000, 2)).build());

    assertThat(none.size()).isEqualTo(2);
    assertThat(none.shape()).containsExactly(0);
    assertThat(none.get(1).length()).isZero();
    assertThat(none.window(2, 1, Remainder.DROP).shape()).containsExactly(2, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', [0] [1] [2] [3] [4] [5] [6]",
    "2, [0] [1], [2] [3] [4] [5] [6]",
    "7, [0] [1] [2] [3] [4] [5] [6], ''",
    "9, [0] [1] [2] [3] [4] [5] [6], ''",
  })
  void takeAndSkip_splitTheElements(long count, String taken, String left) {
    assertThat(shown(seven.take(count))).isEqualTo(taken);
    assertThat(shown(seven.skip(count))).isEqualTo(left);
  }

  // What tf.data.Dataset.range(7).window(size, shift, drop_remainder=…) gives.
  @ParameterizedTest
  @CsvSource({
    "3, 1, DROP, [0 1 2] [1 2 3] [2 3 4] [3 4 5] [4 5 6]",
    "3, 1, KEEP, [0 1 2] [1 2 3] [2 3 4] [3 4 5] [4 5 6] [5 6] [6]",
    "3, 3, DROP, [0 1 2] [3 4 5]",
    "3, 3, KEEP, [0 1 2] [3 4 5] [6]",
    "2, 3, DROP, [0 1] [3 4]",
    "2, 3, KEEP, [0 1] [3 4] [6]",
    "1, 9, KEEP, [0]",
    "7, 1, DROP, [0 1 2 3 4 5 6]",
    "8, 1, DROP, ''",
    "8, 4, KEEP, [0 1 2 3 4 5 6] [4 5 6]",
  })
  void window_slidesAsThatOfTfData(int size, int shift, Remainder remainder, String windows) {
    Dataset dataset = seven.window(size, shift, remainder);

    assertThat(shown(dataset)).isEqualTo(windows);
    assertThat(dataset.size()).isEqualTo(dataset.stream().count());
    assertThat(dataset.shape()).containsExactly(size, 1);
  }

  @Test
  void window_ofAShortRemainderSaysItsOwnShape() {
    Dataset dataset = seven.window(3, 3, Remainder.KEEP);

    assertThat(dataset.get(0).shape()).containsExactly(3, 1);
    assertThat(dataset.get(2).shape()).containsExactly(1, 1);
    assertThatThrownBy(() -> dataset.value(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void window_ofNothingIsNothing() {
    assertThat(seven.take(0).window(2, 1, Remainder.KEEP).size()).isZero();
    assertThat(seven.take(0).window(2, 1, Remainder.DROP).size()).isZero();
  }

  @Test
  void batch_putsWindowsOfSeveralSeriesTogether() {
    Dataset batches = twoSeries().window(2, 1, Remainder.DROP).batch(2, Remainder.DROP);

    assertThat(batches.shape()).containsExactly(2, 2, 2);
    assertThat(numbers(batches.get(0)))
        .containsExactly(1.0, 40.0, 2.0, Double.NaN, 2.0, Double.NaN, 3.0, 20.0);
  }

  @Test
  void batch_goesOnOverTheEndOfARepetition() {
    assertThat(shown(seven.take(3).repeat(2).batch(2, Remainder.KEEP)))
        .isEqualTo("[0 1] [2 0] [1 2]");
    assertThat(shown(seven.take(3).batch(2, Remainder.KEEP).repeat(2)))
        .isEqualTo("[0 1] [2] [0 1] [2]");
  }

  @Test
  void batch_refusesElementsOfDifferentShapes() {
    Dataset ragged = seven.window(3, 3, Remainder.KEEP);

    assertThatIllegalStateException()
        .isThrownBy(() -> ragged.batch(2, Remainder.KEEP))
        .withMessage(
            "elements from 2 on are shorter than [3, 1], expected one shape; drop the remainder");
    assertThat(shown(ragged.take(2).batch(2, Remainder.KEEP))).isEqualTo("[0 1 2 3 4 5]");
    assertThat(shown(ragged.skip(2))).isEqualTo("[6]");
  }

  @Test
  void repeat_isEndlessUnlessTold() {
    Dataset endless = seven.skip(5).repeat();

    assertThat(endless.size()).isEqualTo(Sequence.ENDLESS);
    assertThat(shown(endless.stream().limit(5))).isEqualTo("[5] [6] [5] [6] [5]");
    assertThat(shown(endless.skip(1).take(2))).isEqualTo("[6] [5]");
    assertThat(shown(endless.batch(3, Remainder.DROP).take(2))).isEqualTo("[5 6 5] [6 5 6]");
    assertThat(endless.repeat(3).size()).isEqualTo(Sequence.ENDLESS);
    assertThat(endless.skip(3).size()).isEqualTo(Sequence.ENDLESS);
    assertThat(seven.repeat(Long.MAX_VALUE).size()).isEqualTo(Sequence.ENDLESS);
    assertThat(seven.take(0).repeat().size()).isZero();
    assertThat(seven.repeat(0).size()).isZero();
    assertThatIllegalStateException()
        .isThrownBy(() -> endless.max(0))
        .withMessageContaining("never ends; take(n)");
  }

  @Test
  void map_readsNothingUntilANumberIsAskedFor() {
    AtomicInteger reads = new AtomicInteger();
    Dataset mapped =
        seven
            .map(
                value -> {
                  reads.incrementAndGet();
                  return value * 10;
                })
            .window(2, 1, Remainder.DROP)
            .batch(2, Remainder.DROP)
            .repeat();

    Iterator<Element> elements = mapped.iterator();
    Element first = elements.next();
    assertThat(reads).hasValue(0);
    assertThat(first.value(3)).isEqualTo(20);
    assertThat(reads).hasValue(1);
  }

  @Test
  void map_isGivenNanToo() {
    assertThat(shown(twoSeries().map(value -> Double.isNaN(value) ? -1 : value)))
        .isEqualTo("[1 40] [2 -1] [3 20]");
  }

  @Test
  void scaleByMax_dividesEachFeatureByItsMaximumInTheTrainingPart() {
    Dataset scaled = twoSeries().scaleByMax(twoSeries().take(2));

    assertThat(numbers(scaled.get(0))).containsExactly(0.5, 1.0);
    assertThat(numbers(scaled.get(1))).containsExactly(1.0, Double.NaN);
    assertThat(numbers(scaled.get(2))).containsExactly(1.5, 0.5);
    assertThat(numbers(twoSeries().window(2, 1, Remainder.DROP).scaleByMax(twoSeries()).get(1)))
        .containsExactly(2.0 / 3, Double.NaN, 1.0, 0.5);
  }

  @Test
  void scaleByMax_leavesAloneWhatHasNoMaximumAboveZero() {
    Dataset odd = steps(0, -3, Double.NaN);
    Dataset infinite = steps(2, Double.POSITIVE_INFINITY, 4);

    assertThat(odd.scaleByMax(odd).stream().map(element -> element.value(0)))
        .containsExactly(0.0, -3.0, Double.NaN);
    assertThat(infinite.scaleByMax(infinite).stream().map(element -> element.value(0)))
        .containsExactly(0.5, Double.POSITIVE_INFINITY, 1.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> odd.scaleByMax(twoSeries()))
        .withMessage("2 features in the training part, expected 1");
  }

  @Test
  void zip_endsWithTheShorterOne() {
    Pairs pairs = seven.zip(seven.skip(1).repeat());

    assertThat(pairs.size()).isEqualTo(7);
    assertThat(shown(pairs.y())).isEqualTo("[1] [2] [3] [4] [5] [6] [1]");
    Pairs batches = pairs.skip(5).take(9).repeat().batch(3, Remainder.DROP).take(1).repeat(2);
    assertThat(batches.stream().map(pair -> shown(Stream.of(pair.x(), pair.y()))))
        .containsExactly("[5 6 5] [6 1 6]", "[5 6 5] [6 1 6]");
  }

  @Test
  void isFinite_tellsElementsThatLackASample() {
    assertThat(twoSeries().stream().map(Element::isFinite)).containsExactly(true, false, true);
  }

  @Test
  void operations_refuseNumbersThatMeanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seven.take(-1))
        .withMessage("elements to take: -1, expected at least 0");
    assertThatIllegalArgumentException().isThrownBy(() -> seven.skip(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> seven.repeat(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> seven.window(0, 1, Remainder.DROP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seven.window(1, 0, Remainder.DROP))
        .withMessage("shift of a window: 0, expected at least 1");
    assertThatThrownBy(() -> seven.get(7)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
