package dev.tocsin.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.series.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private static final Path ORIGINAL = Path.of("../shared/data/coredns");

  @Test
  void coreDns_hasAllThatWasRecorded() {
    Recording recording = Recording.coreDns();

    assertThat(recording.series()).hasSize(127);
    assertThat(recording.samples()).isEqualTo(343_154);
    assertThat(recording.start()).isEqualTo(Instant.parse("2026-11-21T21:01:06.367Z"));
    assertThat(recording.digest())
        .isEqualTo("3e2dd72162c1835267b5dea5f2ef772510db64b24a147bcab0e5f1f59a663d8b");
  }

  @Test
  void coreDns_knowsItsIncidents() {
    Recording recording = Recording.coreDns();

    assertThat(recording.season()).isEqualTo(Duration.ofMinutes(5));
    assertThat(recording.incidents())
        .extracting(Incident::kind)
        .containsExactly("stop", "surge", "txt-storm", "half");
    assertThat(recording.incidents())
        .allMatch(i -> i.from().isAfter(recording.start()) && i.to().isBefore(recording.end()));
  }

  @Test
  void coreDns_equalsTheOriginal() throws IOException {
    assumeTrue(Files.exists(ORIGINAL), () -> ORIGINAL + " is absent, so nothing to compare with");
    Recording original = PackRecording.read(ORIGINAL);
    Recording packed = Recording.coreDns();

    assertThat(packed.incidents()).isEqualTo(original.incidents());
    assertThat(packed.season()).isEqualTo(original.season());
    assertThat(packed.series()).hasSameSizeAs(original.series());
    for (int i = 0; i < packed.series().size(); i++) {
      assertSame(packed.series().get(i), original.series().get(i));
    }
  }

  private static void assertSame(RecordedSeries packed, RecordedSeries original) {
    assertThat(packed.labels()).isEqualTo(original.labels());
    assertThat(packed.timeline()).isEqualTo(original.timeline());
    for (int i = 0; i < original.size(); i++) {
      assertThat(Double.doubleToRawLongBits(packed.value(i)))
          .isEqualTo(Double.doubleToRawLongBits(original.value(i)));
    }
  }

  @Test
  void digest_changesWithLabelsTimesAndValues() {
    assertThat(List.of(digest("a", 1, 5), digest("b", 1, 5), digest("a", 2, 5), digest("a", 1, 6)))
        .doesNotHaveDuplicates();
  }

  private static String digest(String name, long millis, double value) {
    RecordedSeries series =
        new RecordedSeries(Labels.of(Labels.METRIC_NAME, name), Timeline.of(millis), value);
    return new Recording(List.of(series), Duration.ofMinutes(5), List.of()).digest();
  }

  @Test
  void endedBy_movesBackByWholeSeasonsOnlyIfItLiesAhead() {
    Recording recording = Recording.coreDns();
    Instant behind = recording.end().minusSeconds(400);

    Recording moved = recording.endedBy(behind);

    assertThat(recording.endedBy(recording.end())).isSameAs(recording);
    assertThat(moved.end()).isEqualTo(recording.end().minusSeconds(600));
    assertThat(moved.start()).isEqualTo(recording.start().minusSeconds(600));
    assertThat(moved.incidents().get(0).from())
        .isEqualTo(recording.incidents().get(0).from().minusSeconds(600));
    assertThat(moved.samples()).isEqualTo(recording.samples());
  }
}
