package dev.tocsin.demo.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tocsin.demo.promql.BadDataException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads an HTTP request to the {@link PrometheusApi} and its answer, or error, back. */
final class ApiHandler implements HttpHandler {
  /** Ten megabytes, where Go's form parser stops as well. */
  private static final int MOST_BODY_BYTES = 10 << 20;

  private static final Pattern LABEL_VALUES = Pattern.compile("/api/v1/label/([^/]+)/values");
  private static final JsonFactory JSON = new JsonFactory();

  private final PrometheusApi api;
  private final Map<String, Route> routes;

  ApiHandler(PrometheusApi api) {
    this.api = api;
    this.routes =
        Map.of(
            "/api/v1/query", Route.getOrPost(api::query),
            "/api/v1/query_range", Route.getOrPost(api::queryRange),
            "/api/v1/series", Route.getOrPost(api::series),
            "/api/v1/labels", Route.getOrPost(api::labelNames),
            "/api/v1/status/buildinfo", Route.get(parameters -> ResultJson::buildInfo));
  }

  /** What answers at a path. */
  private record Route(List<String> methods, Endpoint endpoint) {
    static Route get(Endpoint endpoint) {
      return new Route(List.of("GET"), endpoint);
    }

    static Route getOrPost(Endpoint endpoint) {
      return new Route(List.of("GET", "POST"), endpoint);
    }
  }

  /** Answers a question, or says what is wrong with it before anything is written. */
  @FunctionalInterface
  private interface Endpoint {
    PrometheusApi.Answer answer(Parameters parameters) throws BadDataException;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      switch (path) {
        case "/-/ready" -> plain(exchange, 200, "Prometheus Server is Ready.\n");
        case "/-/healthy" -> plain(exchange, 200, "Prometheus Server is Healthy.\n");
        default -> route(exchange, path);
      }
    }
  }

  private void route(HttpExchange exchange, String path) throws IOException {
    Route route = routes.get(path);
    Matcher labelValues = LABEL_VALUES.matcher(path);
    if (route == null && labelValues.matches()) {
      String name = labelValues.group(1);
      route = Route.get(parameters -> api.labelValues(name, parameters));
    }
    if (route == null) {
      plain(exchange, 404, "404 page not found\n");
    } else if (!route.methods().contains(exchange.getRequestMethod())) {
      plain(exchange, 405, "Method Not Allowed\n");
    } else {
      answer(exchange, route.endpoint());
    }
  }

  private static void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
    PrometheusApi.Answer answer;
    try {
      answer = endpoint.answer(parameters(exchange));
    } catch (BadDataException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      json(exchange, 400, json -> error(json, message));
      return;
    }
    json(exchange, 200, json -> success(json, answer));
  }

  private static Parameters parameters(HttpExchange exchange) throws IOException, BadDataException {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    String type =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Content-Type"), "");
    if (!type.startsWith("application/x-www-form-urlencoded")) {
      return new Parameters(query);
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      throw new BadDataException("the body is too large, expected at most 10 MB");
    }
    return new Parameters(new String(body, StandardCharsets.UTF_8), query);
  }

  private static void success(JsonGenerator json, PrometheusApi.Answer answer) throws IOException {
    json.writeStringField("status", "success");
    json.writeFieldName("data");
    answer.writeTo(json);
  }

  private static void error(JsonGenerator json, String message) throws IOException {
    json.writeStringField("status", "error");
    json.writeStringField("errorType", "bad_data");
    json.writeStringField("error", message);
  }

  private static void json(HttpExchange exchange, int status, PrometheusApi.Answer fields)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream body = new BufferedOutputStream(exchange.getResponseBody());
        JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    }
  }

  private static void plain(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
