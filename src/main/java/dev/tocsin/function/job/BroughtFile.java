package dev.tocsin.function.job;

import dev.tocsin.function.config.Interval;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Digest;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.pipeline.job.Job;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The model a job has brought along, read and checked at the start.
 *
 * @param model the graph
 * @param name the file's name
 * @param written when the file was written
 */
record BroughtFile(BroughtModel model, String name, Instant written) {
  private static final long MAX_BYTES = 64 << 20;

  /**
   * Reads the file.
   *
   * @throws InvalidJobException if it is not what was expected
   */
  static BroughtFile read(Path file, TocsinConfig.Job job) {
    if (!Interval.isOff(job.schedule().retrain())) {
      throw new InvalidJobException(
          "schedule.retrain",
          job.schedule().retrain(),
          "off, because the model of model.file is not trained");
    }
    if (job.training().exclude().isPresent()) {
      throw new InvalidJobException(
          "training.exclude",
          String.join(",", job.training().exclude().get()),
          "none, because the model of model.file is not trained");
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file, "a file of at most " + MAX_BYTES + " bytes", null);
      }
      OnnxGraph graph = OnnxGraph.copyOf(ByteBuffer.wrap(Files.readAllBytes(file)));
      job.model().sha256().ifPresent(expected -> requireDigest(graph, expected));
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return new BroughtFile(
          BroughtModel.check(graph), String.valueOf(file.getFileName()), written);
    } catch (IOException e) {
      throw wrong(file, "a file that can be read (" + e + ")", e);
    } catch (DetectorException e) {
      throw wrong(file, "a detector: " + e.getMessage(), e);
    }
  }

  private static void requireDigest(OnnxGraph graph, String expected) {
    if (!graph.digest().hex().equals(expected.toLowerCase(Locale.ROOT))) {
      throw new InvalidJobException(
          "model.sha256",
          expected,
          "the digest of model.file, which begins " + graph.digest().prefix());
    }
  }

  private static InvalidJobException wrong(Path file, String expected, @Nullable Exception cause) {
    InvalidJobException wrong = new InvalidJobException("model.file", file.toString(), expected);
    if (cause != null) {
      wrong.initCause(cause);
    }
    return wrong;
  }

  /** The detector of the job, as a store takes it. */
  Detector detector(Job job, Manifest.Versions versions) {
    Digest digest = model.graph().digest();
    Manifest.Origin origin =
        new Manifest.Origin(
            job.name(),
            "file-" + digest.prefix(),
            written,
            job.query(),
            written,
            written,
            job.reach().step().toMillis(),
            job.recipe().preprocessing());
    return model.detector(origin, versions);
  }
}
