package dev.tocsin.demo.function;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a jar that holds one agent class and nothing else. */
public final class AgentJar {
  private AgentJar() {}

  /** Writes the jar of an agent, which is on the class path. */
  public static void write(Class<?> agent, Path jar) throws IOException {
    String entry = agent.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(agent));
        InputStream in = agent.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      Objects.requireNonNull(in, () -> entry + " is not on the class path").transferTo(out);
    }
  }

  private static Manifest manifest(Class<?> agent) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", agent.getName());
    return manifest;
  }
}
