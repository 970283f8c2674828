package dev.tocsin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority and certificates it has signed, as PEM files made by {@code openssl}. */
public final class Certificates {
  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where openssl is not installed. */
  public static void assumeAvailable() {
    ServerProcess.assumeInstalled("openssl", "openssl");
  }

  /** A new authority with its files in this folder. */
  public static Certificates in(Path folder) {
    openssl(
        folder,
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=authority"
            + " -keyout authority.key -out authority.crt");
    return new Certificates(folder);
  }

  /** The authority's own certificate. */
  public Path authority() {
    return folder.resolve("authority.crt");
  }

  /** Signs a certificate for 127.0.0.1, whose files are {@code name.crt} and {@code name.key}. */
  public Certificates sign(String name) {
    try {
      Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=IP:127.0.0.1\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        folder,
        "req -new -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout %1$s.key -out %1$s.csr"
            .formatted(name));
    openssl(
        folder,
        ("x509 -req -in %1$s.csr -CA authority.crt -CAkey authority.key -CAcreateserial -days 30"
                + " -extfile %1$s.ext -out %1$s.crt")
            .formatted(name));
    return this;
  }

  /** A signed certificate. */
  public Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  /** The key of a signed certificate. */
  public Path key(String name) {
    return folder.resolve(name + ".key");
  }

  private static void openssl(Path folder, String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    ServerProcess.run(folder, command);
  }
}
