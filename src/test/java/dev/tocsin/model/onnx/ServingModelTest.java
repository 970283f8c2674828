package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.window.SlidingWindows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingModelTest {
  private static final Detector DETECTOR = Detectors.detector("dns", "a", 1);

  @Test
  void succeededBy_ofTheSameGraph_keepsItOpen() {
    ServingModel first = ServingModel.open(DETECTOR);

    try (ServingModel next = first.succeededBy(Detectors.renamed(DETECTOR, "b"))) {
      assertThat(next.manifest().id()).isEqualTo("b");
      assertThat(scored(next)).isOne();
    }
  }

  @Test
  void succeededBy_ofAnotherGraph_closesThisOne() {
    ServingModel first = ServingModel.open(DETECTOR);

    try (ServingModel next = first.succeededBy(Detectors.detector("dns", "b", 2))) {
      assertThat(scored(next)).isOne();
      assertThatThrownBy(() -> scored(first))
          .isInstanceOfSatisfying(
              DetectorException.class,
              e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.CLOSED));
    }
  }

  @Test
  void succeededBy_ofSeriesThatDoNotFit_isRefusedAndThisOneStays() {
    SeriesParameters poor =
        new SeriesParameters(
            List.of(SyntheticSeries.labels(0)),
            Map.of(DetectorContract.SCALE, SeriesTensor.filled(1, 1)));
    Detector broken = new Detector(DETECTOR.manifest(), DETECTOR.graph(), poor);

    try (ServingModel first = ServingModel.open(DETECTOR)) {
      assertThatThrownBy(() -> first.succeededBy(broken)).isInstanceOf(DetectorException.class);
      assertThat(scored(first)).isOne();
    }
  }

  private static int scored(ServingModel model) {
    ScoreBatch batch = model.batch(1);
    batch.add(new SlidingWindows(SyntheticSeries.arMatrix(1, 1, 50, 0.6), 8, 0), 0, 30, 0);
    batch.finish();
    return batch.size();
  }
}
