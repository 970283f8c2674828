package dev.tocsin.demo.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Talks to a running function, as any other client would. */
public final class TocsinClient {
  /** Longer than any training of the demo takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI function;

  /** A client of the function at this address. */
  public TocsinClient(URI function) {
    this.function = function;
  }

  /** Whether the function says that it is ready; false also when it does not answer. */
  public boolean isReady() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(function.resolve("/q/health/ready")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Trains a job on its history up to {@code end}. */
  public JsonNode retrain(String job, Instant end) throws DemoException, InterruptedException {
    return post("/retrain", request(job, end));
  }

  /** Scores all points of a job's window up to {@code end}. */
  public JsonNode scoreAll(String job, Instant end) throws DemoException, InterruptedException {
    return post("/score", request(job, end).put("points", "all"));
  }

  private static ObjectNode request(String job, Instant end) {
    return JSON.createObjectNode().put("job", job).put("end", end.toString());
  }

  private JsonNode post(String path, ObjectNode body) throws DemoException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(function.resolve(path))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new DemoException(
            "POST %s %s answered %d, expected 200: %s"
                .formatted(path, body, answer.statusCode(), reason(answer.body())));
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new DemoException("POST %s %s failed: %s".formatted(path, body, e), e);
    }
  }

  /** What a problem+json body says, or the body itself. */
  private static String reason(String body) {
    try {
      return JSON.readTree(body).path("detail").asText(body);
    } catch (JsonProcessingException e) {
      return body;
    }
  }
}
