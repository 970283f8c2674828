package dev.tocsin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.testing.BuiltCommand;
import dev.tocsin.testing.Certificates;
import dev.tocsin.testing.Doorkeeper;
import dev.tocsin.testing.PrometheusServer;
import dev.tocsin.testing.RecordingReceiver;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built function before servers that let in only who is told by {@code tocsin.prometheus.*}:
 * what it presents, and that no answer and no line of its log shows it.
 */
class AccessIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SAMPLES = "up{job=\"a\",instance=\"b\"} 7 1700000000\n";
  private static final String QUESTION = "{\"query\":\"up\",\"length\":1,\"offset\":1700000001000}";

  private static final String PASSWORD = "canary-Zf9w-password";
  private static final String TOKEN = "canary-Qx3k-token";
  private static final String TENANT = "canary-Lm5t-tenant";

  /** The password's hash, which is no secret here; the cheapest there is. */
  private static final String BCRYPT =
      "$2b$04$abcdefghijklmnopqrstuuzUKOIQsFfe13yLyxdYgbnqXtnT9ugWG";

  @TempDir private Path folder;

  @Test
  void read_overTlsWithPasswordAndCertificateBehindAPrefix() throws Exception {
    PrometheusServer.assumeAvailable();
    Certificates.assumeAvailable();
    Certificates own = Certificates.in(folder).sign("server").sign("client");
    Map<String, String> options = new HashMap<>();
    options.put("basic.user", "bob");
    options.put("basic.password", PASSWORD);
    options.put("tls.ca", own.authority().toString());
    options.put("tls.certificate", own.certificate("client").toString());
    options.put("tls.key", own.key("client").toString());
    try (PrometheusServer server =
        PrometheusServer.with()
            .openMetrics(SAMPLES)
            .prefix("/prom")
            .https(webConfig(own))
            .start()) {
      options.put("url", server.uri().toString());
      assertReads(options);
      assertFails(with(options, "basic.password", TOKEN), "source-unauthorized");
      options.keySet().removeAll(List.of("tls.certificate", "tls.key"));
      assertFails(options, "source-unreachable");
      assertFails(without(options, "tls.ca"), "source-unreachable");
    }
  }

  private Path webConfig(Certificates own) throws IOException {
    String yaml =
        """
        tls_server_config:
          cert_file: %s
          key_file: %s
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: %s
        basic_auth_users:
          bob: '%s'
        """
            .formatted(own.certificate("server"), own.key("server"), own.authority(), BCRYPT);
    return Files.writeString(folder.resolve("web.yml"), yaml);
  }

  @Test
  void read_withTenantAndTokenOfAFile() throws Exception {
    PrometheusServer.assumeAvailable();
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Map<String, String> required =
        Map.of("Authorization", "Bearer " + TOKEN, "X-Scope-OrgID", TENANT);
    try (PrometheusServer server =
            PrometheusServer.with().openMetrics(SAMPLES).prefix("/prom").start();
        Doorkeeper door = Doorkeeper.before(server.uri(), required)) {
      Map<String, String> options = new HashMap<>();
      options.put("url", door.uri() + "/prom/");
      options.put("headers.X-Scope-OrgID", TENANT);
      assertReads(with(options, "bearer.token-file", file.toString()));
      assertReads(with(options, "bearer.token", TOKEN));
      assertFails(with(options, "bearer.token", PASSWORD), "source-unauthorized");
      assertFails(
          with(options, "bearer.token-file", folder.resolve("none").toString()),
          "source-unauthorized");
    }
  }

  /** Secrets of callers and of sinks, one of which hears of a run, while another is not there. */
  @Test
  void run_thatIsToldToSinks_hidesTheirSecretsAndThatOfItsCaller() throws Exception {
    PrometheusServer.assumeAvailable();
    try (PrometheusServer server = PrometheusServer.with().openMetrics(SAMPLES).start();
        RecordingReceiver hook = RecordingReceiver.start()) {
      Map<String, String> options = new HashMap<>();
      options.put("url", server.uri().toString());
      options.put("tocsin.auth.token", TOKEN);
      options.put("tocsin.auth.alert-key", PASSWORD);
      options.put("tocsin.jobs.up.query", "up");
      options.put("tocsin.jobs.up.sinks", "hook,gone");
      options.put("tocsin.sinks.hook.kind", "webhook");
      options.put("tocsin.sinks.hook.url", hook.uri() + "/services/" + TENANT);
      options.put("tocsin.sinks.hook.on", "always");
      options.put("tocsin.sinks.hook.flush", "20s");
      options.put("tocsin.sinks.hook.signature.key", PASSWORD);
      options.put("tocsin.sinks.hook.headers.X-Key", TENANT);
      options.put("tocsin.sinks.gone.kind", "webhook");
      options.put("tocsin.sinks.gone.url", "http://127.0.0.1:9/services/" + TENANT);
      options.put("tocsin.sinks.gone.on", "always");
      options.put("tocsin.sinks.gone.bearer.token", PASSWORD);
      try (Function function = Function.start(folder, options)) {
        String score = "{\"job\":\"up\",\"end\":1700000060}";
        assertThat(function.post("/score", score, TOKEN + "x")).startsWith("401");
        assertThat(function.post("/score", score, TOKEN)).startsWith("200");
        assertThat(hook.requests()).hasSize(1);
        assertThat(hook.requests().get(0).headers()).containsEntry("X-Key", TENANT);
        function.assertHides(PASSWORD, TOKEN, TENANT);
      }
    }
  }

  private static Map<String, String> with(Map<String, String> options, String name, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(name, value);
    return more;
  }

  private static Map<String, String> without(Map<String, String> options, String name) {
    Map<String, String> less = new HashMap<>(options);
    less.remove(name);
    return less;
  }

  private void assertReads(Map<String, String> options) throws Exception {
    try (Function function = Function.start(folder, options)) {
      assertThat(function.post("/dataset", QUESTION)).contains("\"up\":[7").startsWith("200");
      assertThat(function.get("/q/health")).startsWith("200").contains("prometheus");
      function.assertHides(PASSWORD, TOKEN, TENANT);
    }
  }

  private void assertFails(Map<String, String> options, String problem) throws Exception {
    try (Function function = Function.start(folder, options)) {
      assertThat(function.post("/dataset", QUESTION)).startsWith("502").contains(problem);
      assertThat(function.post("/score", "{\"query\":\"up\"}")).contains(problem);
      assertThat(function.get("/q/health")).startsWith("503").contains("DOWN");
      function.assertHides(PASSWORD, TOKEN, TENANT);
    }
  }

  /** The built function, everything it has answered, and its log at its most talkative. */
  private record Function(Process process, Path log, URI uri, StringBuilder answers)
      implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Listening on: \\S+:(\\d+)");

    static Function start(Path folder, Map<String, String> options) throws IOException {
      Path home = Files.createTempDirectory(folder, "function");
      Properties properties = new Properties();
      options.forEach(
          (name, value) ->
              properties.put(
                  name.startsWith("tocsin.") ? name : "tocsin.prometheus." + name, value));
      properties.put("tocsin.store.path", home.resolve("models").toString());
      properties.put("quarkus.http.port", "0");
      properties.put("quarkus.log.level", "DEBUG");
      StringWriter text = new StringWriter();
      properties.store(text, null);
      Files.createDirectories(home.resolve("config"));
      Files.writeString(home.resolve("config/application.properties"), text.toString());
      Path log = home.resolve("log");
      Process process =
          new ProcessBuilder(BuiltCommand.line(List.of()))
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !process.isAlive() || LISTENING.matcher(Files.readString(log)).find());
      Matcher port = LISTENING.matcher(Files.readString(log));
      assertThat(port.find()).as(Files.readString(log)).isTrue();
      URI uri = URI.create("http://127.0.0.1:" + port.group(1));
      return new Function(process, log, uri, new StringBuilder());
    }

    String get(String path) throws Exception {
      return send(HttpRequest.newBuilder(uri.resolve(path)).build());
    }

    String post(String path, String body) throws Exception {
      return post(path, body, "none");
    }

    String post(String path, String body, String token) throws Exception {
      return send(
          HttpRequest.newBuilder(uri.resolve(path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    }

    private String send(HttpRequest request) throws Exception {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      String shown = answer.statusCode() + " " + answer.headers().map() + answer.body();
      answers.append(shown);
      return shown;
    }

    /** In clear, or as the header has it. */
    void assertHides(String... secrets) throws IOException {
      String told = answers + Files.readString(log);
      assertThat(told).contains("Listening on");
      for (String secret : secrets) {
        String pair = Base64.getEncoder().encodeToString(("bob:" + secret).getBytes(UTF_8));
        assertThat(told).doesNotContain(secret, pair);
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
