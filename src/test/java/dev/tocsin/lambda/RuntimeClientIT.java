package dev.tocsin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged function, run by the client that AWS's own Java runtime is made of.
 *
 * @see <a
 *     href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">
 *     aws-lambda-java-runtime-interface-client</a>
 */
class RuntimeClientIT {
  private static final Path ZIP = Path.of(System.getProperty("lambda.zip", "function.zip"));
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HANDLER = "io.quarkus.funqy.lambda.FunqyStreamHandler::handleRequest";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("");

  @Test
  void function_answersTheRuntimeOfAws() throws Exception {
    PrometheusServer.assumeAvailable();
    unzip();
    try (LambdaPrometheus prometheus = new LambdaPrometheus();
        RuntimeApi api = new RuntimeApi()) {
      Process runtime = start("score", api, prometheus);
      try {
        assertAnswers(api, prometheus);
      } finally {
        runtime.destroy();
        runtime.waitFor();
      }
    }
  }

  /** As the state machine of the template does it: what Plan answers as parts, Score gets. */
  @Test
  void plan_isScoredPartByPart() throws Exception {
    PrometheusServer.assumeAvailable();
    unzip();
    try (LambdaPrometheus prometheus = new LambdaPrometheus()) {
      String job = "{\"job\":\"wave\",\"end\":\"" + prometheus.end() + "\"";
      JsonNode plan = answers("plan", prometheus, List.of(job + ",\"shards\":2}")).get(0);
      assertThat(plan.path("sent").asBoolean()).isFalse();
      List<String> bodies = new ArrayList<>();
      plan.path("parts").forEach(part -> bodies.add(part.toString()));
      assertThat(bodies).hasSize(2);
      bodies.add(job + "}");

      List<JsonNode> scores = answers("score", prometheus, bodies);

      Set<JsonNode> together = new HashSet<>();
      for (JsonNode part : scores.subList(0, 2)) {
        assertThat(part.path("series")).hasSize(1);
        part.path("series").forEach(together::add);
      }
      Set<JsonNode> whole = new HashSet<>();
      scores.get(2).path("series").forEach(whole::add);
      assertThat(together).isEqualTo(whole);
    }
  }

  private List<JsonNode> answers(String function, LambdaPrometheus prometheus, List<String> events)
      throws Exception {
    List<JsonNode> answers = new ArrayList<>();
    try (RuntimeApi api = new RuntimeApi()) {
      Process runtime = start(function, api, prometheus);
      try {
        for (String event : events) {
          RuntimeApi.Answer answer = api.invoke(event);
          assertThat(answer.kind()).as(answer.body()).isEqualTo("response");
          answers.add(JSON.readTree(answer.body()));
        }
      } finally {
        runtime.destroy();
        runtime.waitFor();
      }
    }
    return answers;
  }

  private static void assertAnswers(RuntimeApi api, LambdaPrometheus prometheus) throws Exception {
    RuntimeApi.Answer scores = api.invoke(LambdaEvents.call("wave", prometheus.end()));
    assertThat(scores.kind()).as(scores.body()).isEqualTo("response");
    assertThat(JSON.readTree(scores.body()).path("series")).hasSize(2);

    RuntimeApi.Answer wrong = api.invoke("{\"job\":\"nope\"}");
    assertThat(wrong.kind()).isEqualTo("error");
    assertThat(wrong.body()).contains("is not configured");

    RuntimeApi.Answer batch =
        api.invoke(
            LambdaEvents.sqs(
                LambdaEvents.call("wave", prometheus.end()),
                LambdaEvents.call("nope", prometheus.end())));
    assertThat(batch.kind()).as(batch.body()).isEqualTo("response");
    JsonNode failures = JSON.readTree(batch.body()).path("batchItemFailures");
    assertThat(failures).hasSize(1);
    assertThat(failures.path(0).path("itemIdentifier").asText()).isEqualTo("message-1");
  }

  private Process start(String function, RuntimeApi api, LambdaPrometheus prometheus)
      throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "group");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    environment.put("_HANDLER", HANDLER);
    prometheus
        .properties()
        .forEach(
            (name, value) ->
                environment.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    environment.put("QUARKUS_FUNQY_EXPORT", function);
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                folder + ":" + folder + "/lib/*:" + client(),
                CLIENT,
                HANDLER)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "lambda", "runtime.log").toFile());
    command.environment().putAll(environment);
    return command.start();
  }

  /** The client and what it needs, from this test's classpath; in Lambda it is the runtime's. */
  private static String client() {
    String jars =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .filter(jar -> jar.contains("/com/amazonaws/") || jar.contains("/software/amazon/"))
            .collect(Collectors.joining(":"));
    assertThat(jars).contains("aws-lambda-java-runtime-interface-client");
    return jars;
  }

  private void unzip() throws IOException {
    try (InputStream in = Files.newInputStream(ZIP);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !file.startsWith(folder)) {
          continue;
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
