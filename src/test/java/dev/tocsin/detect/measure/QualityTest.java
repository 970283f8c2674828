package dev.tocsin.detect.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final Duration STEP = Duration.ofMinutes(1);

  @Test
  void of_leavesOutWhatBeginsBeforeTheFirstStepThatCounts() {
    List<StepRange> events = List.of(new StepRange(8, 12), new StepRange(20, 22));
    List<StepRange> alerts =
        List.of(new StepRange(9, 11), new StepRange(21, 21), new StepRange(30, 30));
    Quality.Case all = new Quality.Case(Scores.of(new double[40]), alerts, events);

    Quality quality = Quality.of(all, new Quality.Protocol(STEP, 10, 4));

    assertThat(quality.events()).isEqualTo(new EventQuality(1, 1, 1, 1, 1));
    assertThat(quality.watched()).isEqualTo(STEP.multipliedBy(30));
  }

  @Test
  void overall_addsCountsAndTakesTheMeanOfThoseWithEvents() {
    Quality.Protocol protocol = new Quality.Protocol(STEP, 0, 0);
    StepRange event = new StepRange(2, 3);
    Scores exact = Scores.of(0, 0, 1, 1);
    Quality found = Quality.of(new Quality.Case(exact, List.of(event), List.of(event)), protocol);
    Quality calm = Quality.of(new Quality.Case(exact, List.of(event), List.of()), protocol);

    Quality overall = Quality.overall(List.of(found, calm));

    assertThat(overall.events()).isEqualTo(new EventQuality(1, 1, 1, 1, 0));
    assertThat(overall.aucPr()).hasValue(1);
    assertThat(overall.falseAlertsPerDay()).hasValue(24 * 60 / 8.0);
    assertThat(Quality.overall(List.of()).falseAlertsPerDay()).isEmpty();
  }
}
