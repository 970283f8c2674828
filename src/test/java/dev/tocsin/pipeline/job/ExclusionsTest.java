package dev.tocsin.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.model.Manifest.Excluded;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExclusionsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void within_ofAnIncident_isItsStepsFromInclusiveToExclusive() {
    assertThat(
            excluded("2026-11-20T10:00:00Z/2026-11-20T13:00:00+01:00", ZoneOffset.UTC)
                .within(hours("2026-11-20T08:00:00Z", 8)))
        .containsExactly(stretch("2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"));
  }

  @Test
  void within_ofADailyWindow_goesOnPastMidnightAndKeepsToTheClocks() {
    // The clocks of Berlin went back on 2026-10-25: 23:00 was 21:00Z before, and is 22:00Z after.
    assertThat(excluded("23:00/01:00", BERLIN).within(hours("2026-10-24T12:00:00Z", 48)))
        .containsExactly(
            stretch("2026-10-24T21:00:00Z", "2026-10-24T22:00:00Z"),
            stretch("2026-10-25T22:00:00Z", "2026-10-25T23:00:00Z"));
  }

  @Test
  void within_ofAWeeklyWindow_goesOnPastTheEndOfTheWeek() {
    // 2026-11-22 is a Sunday.
    assertThat(
            excluded("sun 22:00/Mon 02:00", ZoneOffset.UTC)
                .within(hours("2026-11-16T00:00:00Z", 8 * 24)))
        .containsExactly(
            stretch("2026-11-16T00:00:00Z", "2026-11-16T01:00:00Z"),
            stretch("2026-11-22T22:00:00Z", "2026-11-23T01:00:00Z"));
  }

  @Test
  void applyTo_takesTheSamplesOutOfAllSeriesAndLeavesTheOthers() {
    TimeGrid grid = hours("2026-11-20T08:00:00Z", 4);
    SeriesMatrix history =
        SeriesMatrix.on(grid)
            .add(Labels.of("host", "a"), 1, 2, 3, 4)
            .add(Labels.of("host", "b"), 5, Double.NaN, 7, 8)
            .build();

    SeriesMatrix kept =
        Exclusions.parse(List.of("09:00/10:00", "11:00/12:00"), ZoneOffset.UTC).applyTo(history);

    assertThat(kept.row(0)).containsExactly(1, Double.NaN, 3, Double.NaN);
    assertThat(kept.row(1)).containsExactly(5, Double.NaN, 7, Double.NaN);
    assertThat(kept.labels(1)).isEqualTo(Labels.of("host", "b"));
  }

  @Test
  void applyTo_whereNothingIsExcluded_isTheHistoryItself() {
    SeriesMatrix history =
        SeriesMatrix.on(hours("2026-11-20T08:00:00Z", 2)).add(Labels.of("a", "b"), 1, 2).build();

    assertThat(excluded("12:00/13:00", ZoneOffset.UTC).applyTo(history)).isSameAs(history);
    assertThat(Exclusions.none().applyTo(history)).isSameAs(history);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00Z/2026-11-20T10:00:00Z",
        "2026-11-20T12:00:00Z/2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00/2026-11-20T12:00:00",
        "2026-11-20T10:00:00Z/12:00",
        "02:00/02:00",
        "Sun 02:00/04:00",
        "Sonntag 02:00/Sonntag 04:00",
        "Son 02:00/Son 04:00",
        "25:00/26:00",
        "02:00/03:00/04:00"
      })
  void parse_ofWhatIsNoWindow_saysWhatIsExpected(String text) {
    assertThatThrownBy(() -> Exclusions.parse(List.of(text), ZoneOffset.UTC))
        .isInstanceOf(InvalidJobException.class)
        .hasMessageStartingWith(
            "training.exclude is \"" + text + "\", expected from/to in RFC 3339 such as 2026-");
  }

  private static Exclusions excluded(String window, ZoneId zone) {
    return Exclusions.parse(List.of(window), zone);
  }

  private static TimeGrid hours(String start, int count) {
    return new TimeGrid(Instant.parse(start).toEpochMilli(), Duration.ofHours(1).toMillis(), count);
  }

  private static Excluded stretch(String from, String to) {
    return new Excluded(Instant.parse(from), Instant.parse(to));
  }
}
