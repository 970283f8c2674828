package dev.tocsin.demo.function;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the function is started.
 *
 * @param jar the built function
 * @param jvmOptions more options of its JVM
 * @param port where the function shall listen, on loopback
 * @param prometheus where it shall read
 * @param store the folder for its models
 * @param job the one job it shall have
 */
public record FunctionCommand(
    Path jar, List<String> jvmOptions, int port, URI prometheus, Path store, DemoJob job) {

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The command line: the JVM that runs this, the function's jar, and its configuration. */
  List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmOptions);
    line.add("-Dquarkus.http.host=127.0.0.1");
    line.add("-Dquarkus.http.port=" + port);
    line.add("-Dtocsin.prometheus.url=" + prometheus);
    line.add("-Dtocsin.store.path=" + store);
    job.properties().forEach((name, value) -> line.add("-D" + name + "=" + value));
    line.add("-jar");
    line.add(jar.toString());
    return line;
  }
}
