package dev.tocsin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.BuiltCommand;
import dev.tocsin.testing.BuiltFunction;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code package} made: whose native library it holds, and the archive for a faster start. */
class PackageIT {
  private static final Path FUNCTION = Path.of("target/quarkus-app");

  @BeforeAll
  static void assumeJar() {
    BuiltCommand.assumeJar();
  }

  @Test
  void nativeLibrary_isShippedOnceAndOfOneSystem() throws IOException {
    try (Stream<Path> files = Files.list(FUNCTION.resolve("native"))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
    }
    try (ZipFile jar = new ZipFile(onnxRuntime().toFile())) {
      assertThat(jar.stream())
          .extracting(entry -> entry.getName())
          .contains("ai/onnxruntime/OrtEnvironment.class")
          .noneMatch(name -> name.startsWith("ai/onnxruntime/native/"));
    }
  }

  private static Path onnxRuntime() throws IOException {
    try (Stream<Path> jars = Files.list(FUNCTION.resolve("lib/main"))) {
      return jars.filter(jar -> jar.getFileName().toString().contains(".onnxruntime-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void nativeLibrary_isNotUnpackedAgain(@TempDir Path temp) throws IOException {
    PrometheusServer.assumeAvailable();
    try (PrometheusServer prometheus = PrometheusServer.with().start();
        BuiltFunction function =
            BuiltFunction.start(
                Map.of(
                    "java.io.tmpdir", temp.toString(),
                    "tocsin.prometheus.url", prometheus.uri().toString()))) {
      assertThat(function.post("/backtest", wave())).contains("\"yhat\"");

      try (Stream<Path> files = Files.walk(temp)) {
        assertThat(files.filter(file -> file.toString().contains("onnxruntime4j_jni"))).isEmpty();
      }
    }
  }

  /** Noise, long enough for a model. */
  private static String wave() {
    Random random = new Random(7);
    String values =
        IntStream.range(0, 400)
            .mapToObj(i -> Double.toString(random.nextGaussian()))
            .collect(Collectors.joining(","));
    String times =
        IntStream.range(0, 400)
            .mapToObj(i -> Integer.toString(1_700_000_000 + 15 * i))
            .collect(Collectors.joining(","));
    return "{\"series\":[{\"labels\":{\"host\":\"a\"},\"times\":[%s],\"values\":[%s]}]}"
        .formatted(times, values);
  }

  /** A JVM told to use nothing but the archive refuses to start where it does not fit. */
  @Test
  void archive_isTakenByTheJvmThatMadeIt() throws Exception {
    boolean cache = Runtime.version().feature() >= 25;
    Path archive = FUNCTION.resolve(cache ? "tocsin.aot" : "tocsin.jsa");
    Assumptions.assumeTrue(
        Files.exists(archive), "skipped: package made no archive (rehearsal.skip)");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                cache ? "-XX:AOTMode=on" : "-Xshare:on",
                "@" + FUNCTION.resolve("tocsin.args"),
                "-Dquarkus.http.port=0",
                "-Dtocsin.store.keep=0",
                "-jar",
                FUNCTION.resolve("quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .start();

    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    process.waitFor();
    assertThat(told).contains("tocsin.store.keep: 0 versions kept");
  }
}
