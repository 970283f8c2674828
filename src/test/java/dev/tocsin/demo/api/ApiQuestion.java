package dev.tocsin.demo.api;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A question to a Prometheus server.
 *
 * @param method the HTTP method; a POST sends the parameters as a form, others in the URL
 * @param path the URL's path
 * @param form the parameters, URL-encoded
 */
record ApiQuestion(String method, String path, String form) {
  /** Parameters alternate name and value. */
  static ApiQuestion get(String path, String... parameters) {
    return new ApiQuestion("GET", path, encoded(parameters));
  }

  static ApiQuestion post(String path, String... parameters) {
    return new ApiQuestion("POST", path, encoded(parameters));
  }

  static ApiQuestion put(String path, String... parameters) {
    return new ApiQuestion("PUT", path, encoded(parameters));
  }

  static ApiQuestion range(String query, String start, String end, String step) {
    return post("/api/v1/query_range", "query", query, "start", start, "end", end, "step", step);
  }

  /** A minute of the recording in steps of five seconds. */
  static ApiQuestion minute(String query) {
    return range(query, "1795295400", "1795295460", "5");
  }

  static ApiQuestion instant(String query, String time) {
    return get("/api/v1/query", "query", query, "time", time);
  }

  HttpRequest to(URI server) {
    if (method.equals("POST")) {
      return HttpRequest.newBuilder(server.resolve(path))
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(form))
          .build();
    }
    return HttpRequest.newBuilder(server.resolve(path + "?" + form))
        .method(method, BodyPublishers.noBody())
        .build();
  }

  private static String encoded(String... parameters) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < parameters.length; i += 2) {
      pairs.add(encoded(parameters[i]) + "=" + encoded(parameters[i + 1]));
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
