package dev.tocsin.demo.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Packs a recording made with Prometheus into the two files the demo embeds.
 *
 * <p>Reads {@code recording.om.gz} (OpenMetrics text) and {@code truth.json} (season and incidents)
 * from a folder and writes {@code coredns.samples.gz} and {@code coredns.json} into another:
 *
 * <pre>
 * ./mvnw test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.tocsin.demo.recording.PackRecording \
 *     -Dexec.args="../shared/data/coredns src/demo/resources/dev/tocsin/demo/recording"
 * </pre>
 */
public final class PackRecording {
  private static final String ABOUT =
      "CoreDNS 1.10.1 and Prometheus 2.42 itself, scraped every second for 45 minutes on"
          + " 2026-11-21; about 60 queries a second of types A, AAAA and TXT (70/25/5 %) with a"
          + " rhythm of five minutes";

  private PackRecording() {}

  /** Packs the recording in the first folder into the second. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          args.length + " arguments, expected 2: the recording's folder and the target folder");
    }
    Recording recording = read(Path.of(args[0]));
    write(recording, Path.of(args[1]));
  }

  /** Reads a recording as it was made. */
  static Recording read(Path folder) throws IOException {
    JsonNode truth = new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
    List<Incident> incidents = new ArrayList<>();
    for (JsonNode incident : truth.required("incidents")) {
      incidents.add(
          new Incident(
              incident.required("kind").asText(),
              instant(incident.required("from")),
              instant(incident.required("to"))));
    }
    Duration season = Duration.ofSeconds(truth.required("season_seconds").asLong());
    return new Recording(samples(folder.resolve("recording.om.gz")), season, incidents);
  }

  private static Instant instant(JsonNode epochSeconds) {
    return Instant.ofEpochMilli(Math.round(epochSeconds.asDouble() * 1000));
  }

  private static List<RecordedSeries> samples(Path openMetricsGz) throws IOException {
    try (InputStream gzip = new GZIPInputStream(Files.newInputStream(openMetricsGz));
        BufferedReader text =
            new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8))) {
      return OpenMetricsText.read(text);
    }
  }

  private static void write(Recording recording, Path folder) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("coredns.samples.gz"))) {
      RecordingWriter.write(recording.series(), out);
    }
    RecordingFacts facts =
        new RecordingFacts(
            ABOUT,
            recording.season(),
            recording.incidents(),
            recording.series().size(),
            recording.samples(),
            recording.digest());
    Files.writeString(folder.resolve("coredns.json"), facts.toJson());
  }
}
