package dev.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.BuiltCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, as {@code ./mvnw -Pdemo -Ddemo.once} runs it, on the packaged function. */
class DemoIT {
  /** Many times what it takes, so that only a demo that hangs fails on it. */
  private static final long MINUTES_TO_END = 5;

  @TempDir Path folder;

  @BeforeAll
  static void assumeJar() {
    BuiltCommand.assumeJar();
  }

  @Test
  void demo_findsAllIncidentsAndEnds() throws Exception {
    Path output = folder.resolve("demo.out");
    Process demo = start(output);
    try {
      assertThat(demo.waitFor(MINUTES_TO_END, TimeUnit.MINUTES)).isTrue();
    } finally {
      demo.destroy();
    }

    String told = Files.readString(output);
    assertThat(demo.exitValue()).as(told).isZero();
    assertThat(told).contains("4 of 4 incidents found");
    assertThat(Path.of("target", "demo", "function.log")).content().contains("stopped in");
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Ddemo.once",
            "-classpath",
            System.getProperty("java.class.path"),
            Demo.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
