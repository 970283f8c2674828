package dev.tocsin.eval.nab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.LabelledSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NabResultsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void write_letsOnlyOnsetsStandOut() throws IOException {
    LabelledMatrix made = LabelledSeries.of(new double[] {1, 2, 30, 40}, new StepRange(2, 3));
    LabelledMatrix file = new LabelledMatrix("real/one", made.samples(), times(made), made.truth());

    new NabResults(folder, "tocsin")
        .write(file, Scores.of(Double.NaN, 0.5, 3, 3), List.of(new StepRange(2, 3)));

    assertThat(Files.readString(folder.resolve("tocsin/real/tocsin_one.csv")))
        .isEqualTo(
            """
            timestamp,value,anomaly_score,label
            2020-09-13 12:26:40,1.0,0.000000,0
            2020-09-13 12:27:40,2.0,0.001667,0
            2020-09-13 12:28:40,30.0,0.750000,1
            2020-09-13 12:29:40,40.0,0.003750,1
            """);
  }

  private static long[] times(LabelledMatrix one) {
    long[] times = new long[one.columns()];
    for (int column = 0; column < times.length; column++) {
      times[column] = one.timeMillis(column);
    }
    return times;
  }
}
