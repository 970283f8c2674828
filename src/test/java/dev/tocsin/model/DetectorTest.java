package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final Instant LATER = Instant.parse("2026-03-01T00:00:00Z");
  private static final Detector FIT = Detectors.detector("dns", "a", 1);

  @Test
  void joinedBy_isOfTheSameFitHoweverOften() {
    SeriesTensor at = SeriesTensor.filled(FIT.parameters().size(), 1);
    SeriesParameters later =
        FIT.parameters()
            .with(Map.of(DetectorContract.JOINED_AT, at, DetectorContract.JOINED_STEPS, at));

    Detector twice = FIT.joinedBy(later, LATER).joinedBy(later, LATER.plusSeconds(1));

    assertThat(twice.manifest().fitId()).isEqualTo("a");
    assertThat(twice.manifest().id()).isNotEqualTo("a");
    assertThat(twice.manifest().promotion().reason())
        .isEqualTo("3 series joined the fit of a, which goes on");
  }

  @Test
  void joinedBy_ofOtherTensors_wantsARetraining() {
    SeriesParameters other =
        FIT.parameters().with(Map.of("other", SeriesTensor.filled(FIT.parameters().size(), 1)));

    assertThatThrownBy(() -> FIT.joinedBy(other, LATER))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OTHER_GRAPH));
  }
}
