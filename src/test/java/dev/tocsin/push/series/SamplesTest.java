package dev.tocsin.push.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.detect.Scored;
import dev.tocsin.push.Reports;
import dev.tocsin.push.report.ScoreValue;
import dev.tocsin.series.Labels;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void of_aPointWithoutAForecast_writesNoneOfIt() {
    Labels labels = Labels.of("__name__", "load");
    Scored point = new Scored(Reports.AT, 12, Double.NaN, Double.NaN, Double.NaN, 2.5);
    SeriesNaming all = new SeriesNaming("", EnumSet.allOf(ScoreValue.class), Map.of());

    Samples samples = Samples.of(Reports.of(Reports.verdict(labels, point)), all, Reports.NOW);

    assertThat(samples.inOrder())
        .extracting(sample -> sample.labels().metricName() + " " + sample.value())
        .containsExactlyInAnyOrder("anomaly_score 2.5", "y 12.0");
  }
}
