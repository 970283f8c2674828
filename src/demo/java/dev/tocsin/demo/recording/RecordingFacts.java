package dev.tocsin.demo.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * What is known about a recording, as the JSON file beside its samples says it.
 *
 * @param about where the recording comes from, for people
 * @param season the length of the rhythm in the traffic
 * @param incidents what was made to go wrong, in time order
 * @param series how many series there are
 * @param samples how many samples there are, over all series
 * @param sha256 the digest of all series, see {@link Recording#digest}
 */
record RecordingFacts(
    String about,
    Duration season,
    List<Incident> incidents,
    int series,
    long samples,
    String sha256) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Copies the list. */
  RecordingFacts {
    incidents = List.copyOf(incidents);
  }

  static RecordingFacts read(InputStream in) throws IOException {
    return JSON.readValue(in, RecordingFacts.class);
  }

  String toJson() throws IOException {
    return JSON.writeValueAsString(this) + "\n";
  }
}
