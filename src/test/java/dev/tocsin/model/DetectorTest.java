package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final Instant LATER = Instant.parse("2026-02-03T04:05:06Z");

  @Test
  void joinedBy_isOfTheSameFitHoweverOften() {
    Detector fitted = Detectors.detector("dns", "a", 1);
    Detector twice = Detectors.joined(Detectors.joined(fitted, LATER), LATER.plusSeconds(1));

    assertThat(twice.manifest().fitId()).isEqualTo("a");
    assertThat(twice.manifest().id()).isNotEqualTo("a");
    assertThat(twice.manifest().promotion().reason())
        .isEqualTo("3 series joined the fit of a, which goes on");
  }

  @Test
  void joinedBy_ofOtherTensors_wantsARetraining() {
    Detector fitted = Detectors.detector("dns", "a", 1);
    SeriesTensor more = SeriesTensor.filled(fitted.parameters().size(), 1);
    SeriesParameters other = fitted.parameters().with(Map.of("other", more));

    assertThatThrownBy(() -> fitted.joinedBy(other, LATER))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.kind()).isEqualTo(TrainingException.Kind.OTHER_GRAPH));
  }

  @Test
  void joinedBy_doesNotMakeTheFitYounger() {
    Detector fitted = Detectors.detector("dns", "20260102t030405z-1a2b3c4d");
    Detector joined = Detectors.joined(Detectors.joined(fitted, LATER.minusSeconds(60)), LATER);

    assertThat(joined.manifest().trainedAt()).isEqualTo(LATER);
    assertThat(joined.manifest().fittedAt())
        .isEqualTo(fitted.manifest().fittedAt())
        .isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void fittedAt_ofAFitWithAnIdOfAnotherFormIsTheNewest() {
    Detector joined = Detectors.joined(Detectors.detector("dns", "by-hand"), LATER);

    assertThat(joined.manifest().fittedAt()).isEqualTo(LATER);
  }
}
