package dev.tocsin.scale.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code query_range} bound to objects by Jackson, and a loop over the values of each series. */
public class PlainClient implements Peer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;
  private final String query;
  private final long stepMillis;
  private final int steps;

  /** Reads as many steps at each score. */
  public PlainClient(URI server, String query, long stepMillis, int steps) {
    this.server = server;
    this.query = query;
    this.stepMillis = stepMillis;
    this.steps = steps;
  }

  @Override
  public String name() {
    return "plain client: data binding, mean and deviation of %d steps".formatted(steps);
  }

  @Override
  public int score(long endMillis) {
    int scored = 0;
    for (Series series : read(endMillis)) {
      if (!Double.isNaN(deviations(series.values()))) {
        scored++;
      }
    }
    return scored;
  }

  /** The last value's distance from the mean of those before, in standard deviations. */
  private static double deviations(List<List<Object>> values) {
    int n = values.size() - 1;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double value = value(values.get(i));
      sum += value;
      squares += value * value;
    }
    double mean = sum / n;
    double deviation = Math.sqrt(Math.max(0, squares / n - mean * mean));
    return (value(values.get(n)) - mean) / Math.max(deviation, 1e-9);
  }

  static double value(List<Object> sample) {
    return Double.parseDouble((String) sample.get(1));
  }

  List<Series> read(long endMillis) {
    String form =
        "query=%s&start=%s&end=%s&step=%s"
            .formatted(
                URLEncoder.encode(query, StandardCharsets.UTF_8),
                (endMillis - (steps - 1) * stepMillis) / 1000.0,
                endMillis / 1000.0,
                stepMillis / 1000.0);
    HttpRequest post =
        HttpRequest.newBuilder(server.resolve("/api/v1/query_range"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (InputStream body = http.send(post, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      return JSON.readValue(body, Answer.class).data().result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer of Prometheus's. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Answer(String status, Data data) {}

  /** The data of an answer. */
  record Data(String resultType, List<Series> result) {}

  /** A series of an answer. */
  record Series(Map<String, String> metric, List<List<Object>> values) {}
}
