package dev.tocsin.demo.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Series as a Prometheus server stored them, and what was made to go wrong while it did. Immutable.
 *
 * @param series the series, ascending by labels; at least one
 * @param season the length of the rhythm in the traffic
 * @param incidents what was made to go wrong, in time order
 */
public record Recording(List<RecordedSeries> series, Duration season, List<Incident> incidents) {
  /** Room before the first incident, so that a model learns nothing of it. */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** Copies and sorts. */
  public Recording {
    series = series.stream().sorted(Comparator.comparing(RecordedSeries::labels)).toList();
    incidents = List.copyOf(incidents);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("no series given, expected at least one");
    }
  }

  /**
   * The embedded recording: CoreDNS 1.10.1 and Prometheus 2.42 itself, scraped every second for 45
   * minutes, with a client whose "day" lasts five minutes.
   *
   * @throws IllegalStateException if the embedded files are not what the packer wrote
   */
  public static Recording coreDns() {
    try (InputStream facts = resource("coredns.json");
        InputStream samples = resource("coredns.samples.gz")) {
      return checked(RecordingFacts.read(facts), RecordingReader.read(samples));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded recording cannot be read; pack it anew", e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        Recording.class.getResourceAsStream(name), () -> name + " is not on the class path");
  }

  private static Recording checked(RecordingFacts facts, List<RecordedSeries> series) {
    Recording recording = new Recording(series, facts.season(), facts.incidents());
    if (!recording.digest().equals(facts.sha256())) {
      throw new IllegalStateException(
          "the embedded samples have digest %s, expected %s; pack the recording anew"
              .formatted(recording.digest(), facts.sha256()));
    }
    return recording;
  }

  /**
   * This recording, moved back by whole seasons until it ends at or before {@code now}: where a
   * clock is behind, the function would refuse to score what lies in the future.
   */
  public Recording endedBy(Instant now) {
    long ahead = end().toEpochMilli() - now.toEpochMilli();
    if (ahead <= 0) {
      return this;
    }
    long seasons = (ahead + season.toMillis() - 1) / season.toMillis();
    long shift = -seasons * season.toMillis();
    return new Recording(
        series.stream().map(one -> one.later(shift)).toList(),
        season,
        incidents.stream().map(incident -> incident.later(shift)).toList());
  }

  /** The time of the earliest sample. */
  public Instant start() {
    return Instant.ofEpochMilli(
        series.stream().mapToLong(s -> s.timeline().firstMillis()).min().orElseThrow());
  }

  /** The time of the latest sample. */
  public Instant end() {
    return Instant.ofEpochMilli(
        series.stream().mapToLong(s -> s.timeline().lastMillis()).max().orElseThrow());
  }

  /** A time shortly before the first incident; the end where there is none. */
  public Instant quietUntil() {
    return incidents.isEmpty() ? end() : incidents.get(0).from().minus(QUIET);
  }

  /** How many samples there are, over all series. */
  public long samples() {
    return series.stream().mapToLong(RecordedSeries::size).sum();
  }

  /**
   * The SHA-256 of all series in order, as hexadecimal digits: of each the labels as text and a
   * newline, then for each sample the time in milliseconds and the value's bits, big-endian.
   */
  public String digest() {
    MessageDigest sha256 = sha256();
    for (RecordedSeries one : series) {
      sha256.update((one.labels() + "\n").getBytes(StandardCharsets.UTF_8));
      ByteBuffer samples = ByteBuffer.allocate(one.size() * 2 * Long.BYTES);
      for (int i = 0; i < one.size(); i++) {
        samples.putLong(one.timeline().millis(i));
        samples.putLong(Double.doubleToRawLongBits(one.value(i)));
      }
      sha256.update(samples.flip());
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
