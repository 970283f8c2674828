package dev.tocsin.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the native library of ONNX Runtime lies: in a folder {@code native}, beside the built
 * function's jars or its executable.
 *
 * <p>Where there is no such folder, as in tests, ONNX Runtime finds the library in its own jar, and
 * unpacks it to the temp folder at each start.
 */
final class NativeLibrary {
  /** The system property by which ONNX Runtime is told; whoever sets it decides. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final String FOLDER = "native";
  private static final String FILE = System.mapLibraryName("onnxruntime");

  /** Jars lie in the function's folder, or in {@code lib} or {@code lib/main} there. */
  private static final int DEEPEST = 3;

  private NativeLibrary() {}

  /** Tells ONNX Runtime, before it is first used. */
  static void locate() {
    if (System.getProperty(PROPERTY) == null) {
      Stream.of(jar(), executable())
          .flatMap(Optional::stream)
          .map(NativeLibrary::beside)
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
    }
  }

  /** The folder of the library that belongs to {@code file}. */
  static Optional<Path> beside(Path file) {
    return Stream.iterate(file.toAbsolutePath().getParent(), parent -> up(parent))
        .limit(DEEPEST)
        .takeWhile(folder -> folder != null)
        .map(folder -> folder.resolve(FOLDER))
        .filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
        .findFirst();
  }

  private static @Nullable Path up(@Nullable Path folder) {
    return folder == null ? null : folder.getParent();
  }

  private static Optional<Path> jar() {
    return Optional.ofNullable(OrtEnvironment.class.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(url -> URI.create(url.toString()))
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of);
  }

  private static Optional<Path> executable() {
    return ProcessHandle.current().info().command().map(Path::of);
  }

  /** What to say where the library is not found, or is another system's. */
  static DetectorException unusable(LinkageError cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new DetectorException(
        DetectorException.Kind.RUNTIME,
        "ONNX Runtime's native library does not load (%s), expected %s in the folder %s beside the function, or in the one that -D%s names"
            .formatted(root, FILE, FOLDER, PROPERTY),
        cause);
  }
}
