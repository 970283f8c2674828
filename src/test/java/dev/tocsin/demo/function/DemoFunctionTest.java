package dev.tocsin.demo.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Child processes: a jar that starts the stand-in, run as the function's jar is. */
class DemoFunctionTest {
  /** Far longer than a JVM needs to end, so that only one that does not end fails on it. */
  private static final long SECONDS_TO_END = 60;

  private static final DemoJob JOB =
      new DemoJob(
          "dns",
          "up",
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1));

  @TempDir Path folder;

  @Test
  void start_runsUntilClosed() throws Exception {
    FunctionCommand command = command(jar(StandInFunction.class.getName()));
    DemoFunction function = DemoFunction.start(command, folder.resolve("logs/function.log"));
    try (function) {
      TocsinClient client = new TocsinClient(function.url());
      assertThat(function.awaitReady(client, waited -> {})).isPositive();
      assertThat(function.lastLogLines()).contains("listening, as a real function would say");
    }

    // By the request to end, or by the end of its input, whichever it noticed first.
    assertThat(function.await()).isIn(128 + 15, 0);
  }

  @Test
  void awaitReady_saysThatTheFunctionEnded() throws Exception {
    FunctionCommand command = command(jar("no.such.Program"));
    try (DemoFunction function = DemoFunction.start(command, folder.resolve("function.log"))) {
      TocsinClient client = new TocsinClient(function.url());

      assertThatThrownBy(() -> function.awaitReady(client, waited -> {}))
          .isInstanceOf(DemoException.class)
          .hasMessage("the function ended with status 1");
      assertThat(function.lastLogLines()).anyMatch(line -> line.contains("no.such.Program"));
    }
  }

  @Test
  void agent_endsTheProcessWhenItsInputEnds() throws Exception {
    Process process =
        new ProcessBuilder(command(jar(StandInFunction.class.getName())).line())
            .redirectOutput(folder.resolve("out.log").toFile())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(process.isAlive()).isTrue();
      process.getOutputStream().close();

      assertThat(process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void line_configuresTheFunction() throws Exception {
    assertThat(command(folder.resolve("run.jar")).line())
        .contains(
            "-Xshare:auto",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dtocsin.prometheus.url=http://127.0.0.1:9",
            "-Dtocsin.store.path=" + folder.resolve("models"),
            "-Dtocsin.jobs.dns.query=up",
            "-Dtocsin.jobs.dns.step=PT5S",
            "-Dtocsin.jobs.dns.window=PT1M",
            "-Dtocsin.jobs.dns.history=PT10M",
            "-Dtocsin.jobs.dns.season=PT5M")
        .endsWith("-jar", folder.resolve("run.jar").toString());
  }

  @Test
  void freePort_passesOverATakenOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(FreePort.from(taken.getLocalPort())).isGreaterThan(taken.getLocalPort());
    }
  }

  @Test
  void freePort_ofAnyKind_isFree() throws Exception {
    try (ServerSocket socket =
        new ServerSocket(FreePort.any(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.getLocalPort()).isPositive();
    }
  }

  private FunctionCommand command(Path jar) throws Exception {
    Path agent = folder.resolve("agent.jar");
    AgentJar.write(EndWithParent.class, agent);
    return new FunctionCommand(
        jar,
        List.of("-Xshare:auto", "-javaagent:" + agent),
        FreePort.from(20_000),
        URI.create("http://127.0.0.1:9"),
        folder.resolve("models"),
        JOB);
  }

  /** A jar with nothing but a main class, found where this test's classes are. */
  private Path jar(String mainClass) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
    Path jar = folder.resolve("run.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.finish();
    }
    return jar;
  }

  private static String classPath() {
    return DemoFunctionTest.class.getProtectionDomain().getCodeSource().getLocation().toString();
  }
}
