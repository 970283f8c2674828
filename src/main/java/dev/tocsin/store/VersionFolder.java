package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Digest;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.ParametersFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The files of one version:
 *
 * <pre>
 * detector.onnx   the graph
 * series.bin      the parameters of the series
 * manifest.json   what there is to know, the digests of both files among it
 * SHA256SUMS      the manifest's digest, as sha256sum writes and checks it
 * </pre>
 */
final class VersionFolder {
  private static final String GRAPH = "detector.onnx";
  private static final String PARAMETERS = "series.bin";
  private static final String MANIFEST = "manifest.json";
  private static final String SUMS = "SHA256SUMS";

  /** A manifest has a few thousand characters. */
  private static final int MAX_SMALL_FILE = 1 << 20;

  private static final int MAX_GRAPH = 64 << 20;

  private VersionFolder() {}

  static void write(Path folder, Detector detector) throws IOException {
    byte[] manifest = ManifestJson.write(detector.manifest());
    byte[] graph = new byte[detector.graph().size()];
    detector.graph().bytes().get(graph);
    String sums =
        line(detector.manifest().files().graphSha256(), GRAPH)
            + line(detector.manifest().files().parametersSha256(), PARAMETERS)
            + line(Digest.of(ByteBuffer.wrap(manifest)).hex(), MANIFEST);
    DurableFiles.write(folder.resolve(GRAPH), out -> out.write(graph));
    DurableFiles.write(
        folder.resolve(PARAMETERS), out -> ParametersFile.write(detector.parameters(), out));
    DurableFiles.write(folder.resolve(MANIFEST), out -> out.write(manifest));
    DurableFiles.write(
        folder.resolve(SUMS), out -> out.write(sums.getBytes(StandardCharsets.US_ASCII)));
    DurableFiles.sync(folder);
  }

  private static String line(String digest, String file) {
    return digest + "  " + file + "\n";
  }

  /**
   * The detector in a folder, every byte of it checked.
   *
   * @throws StoreException of kind {@code DAMAGED} if a file is not what was written
   * @throws IOException if a file cannot be read
   */
  static Detector read(Path folder) throws IOException {
    Manifest manifest = manifest(folder);
    ByteBuffer graph = bytes(folder.resolve(GRAPH), MAX_GRAPH);
    check(graph, manifest.files().graphSha256(), folder.resolve(GRAPH));
    ByteBuffer parameters = bytes(folder.resolve(PARAMETERS), Integer.MAX_VALUE);
    check(parameters, manifest.files().parametersSha256(), folder.resolve(PARAMETERS));
    try {
      return new Detector(manifest, OnnxGraph.copyOf(graph), ParametersFile.read(parameters));
    } catch (IllegalArgumentException e) {
      throw damaged(folder.resolve(PARAMETERS), String.valueOf(e.getMessage()), e);
    }
  }

  /** The manifest in a folder, checked. */
  static Manifest manifest(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    ByteBuffer json = bytes(file, MAX_SMALL_FILE);
    ByteBuffer sums = bytes(folder.resolve(SUMS), MAX_SMALL_FILE);
    Manifest manifest;
    try {
      manifest = ManifestJson.read(array(json));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, "it is no manifest", e);
    }
    String expected =
        line(manifest.files().graphSha256(), GRAPH)
            + line(manifest.files().parametersSha256(), PARAMETERS)
            + line(Digest.of(json).hex(), MANIFEST);
    if (!StandardCharsets.ISO_8859_1.decode(sums.duplicate()).toString().equals(expected)) {
      throw damaged(file, "it does not fit " + SUMS, null);
    }
    if (manifest.formatVersion() != DetectorContract.VERSION) {
      throw damaged(
          file,
          "format version "
              + manifest.formatVersion()
              + ", expected "
              + DetectorContract.VERSION
              + ": retrain with this program",
          null);
    }
    return manifest;
  }

  private static void check(ByteBuffer bytes, String expected, Path file) {
    Digest met = Digest.of(bytes);
    if (!met.hex().equals(expected)) {
      throw damaged(
          file, "digest " + met.prefix() + "…, expected " + expected.substring(0, 12) + "…", null);
    }
  }

  private static ByteBuffer bytes(Path file, int bound) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw damaged(file, "the file is missing", null);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > bound) {
        throw damaged(file, channel.size() + " bytes, expected at most " + bound, null);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until the file ends
      }
      return bytes.flip();
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  private static StoreException damaged(Path file, String why, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        "version "
            + file.resolveSibling("").getFileName()
            + " is damaged: "
            + file.getFileName()
            + ": "
            + why,
        cause);
  }
}
