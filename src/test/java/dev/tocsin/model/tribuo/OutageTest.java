package dev.tocsin.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detectors;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad hour that was learnt from does not hide the next one, whatever the kind. */
final class OutageTest {
  private static final int HISTORY = 600;

  /** Long after the end of the history, and the outage in it: no window reaches back to them. */
  private static final int NEXT = HISTORY + 100;

  /** Half of the steps tell less of how rare a fall is: the score may be that much lower. */
  private static final double AS_GOOD = 0.6;

  static Stream<Arguments> outages() {
    return Stream.of(Kind.values())
        .flatMap(kind -> Stream.of(0.1, 0.3, 0.5).map(share -> Arguments.of(kind, share)));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void fit_onAHistoryWithAnOutage_findsTheNextAsWell(Kind kind, double share) {
    double[] calm = calm();
    double[] hurt = calm.clone();
    Arrays.fill(hurt, 40, 40 + (int) (share * HISTORY), 0);

    double found = score(kind, hurt, NEXT);

    assertThat(found).isGreaterThan(1).isGreaterThan(AS_GOOD * score(kind, calm, NEXT));
    assertThat(score(kind, hurt, NEXT - 1)).isLessThan(1);
  }

  /** A level of 50 that falls to 0 long after the history. */
  private static double[] calm() {
    double[] values = SyntheticSeries.ar(new Random(5), NEXT + 1, 50, 2, 0.5);
    values[NEXT] = 0;
    return values;
  }

  private static double score(Kind kind, double[] values, int step) {
    SeriesMatrix matrix = SyntheticSeries.matrix(values);
    Fitted fitted = kind.fit(matrix.slice(0, HISTORY), kind.settings());
    try (ServingModel model =
        ServingModel.open(Detectors.detector("dns", "a", fitted, matrix.slice(0, HISTORY)))) {
      ScoreBatch batch = model.batch(1);
      SlidingWindows windows = new SlidingWindows(matrix, fitted.shape().window(), 3);
      assertThat(batch.add(windows, 0, step, 0)).isEqualTo(Admission.ACCEPTED);
      batch.finish();
      return batch.anomalyScore(0);
    }
  }
}
