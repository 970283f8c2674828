package dev.tocsin.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.tocsin.model.Digest;
import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * A detector's graph, ready to run.
 *
 * <p>Any number of threads may score at once, each with its own {@link ScoreBatch}. Closing while a
 * batch runs would crash the process: let a {@link ModelSlot} close it.
 */
public final class OnnxDetector implements AutoCloseable {
  /** Far above any graph of ours (100 kB), far below what would harm. */
  static final int MAX_GRAPH_BYTES = 64 << 20;

  /** A graph loads in milliseconds, the library itself in seconds where all is busy. */
  private static final Duration LOAD_DEADLINE = Duration.ofSeconds(60);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphSignature signature;
  private volatile boolean closed;

  private OnnxDetector(OrtEnvironment environment, OrtSession session) throws OrtException {
    this.environment = environment;
    this.session = session;
    this.signature = GraphSignature.of(session);
  }

  /**
   * The detector of a graph. ONNX Runtime sees no byte of it before the digest fits.
   *
   * @param expected the digest the graph must have
   * @throws DetectorException if the graph is damaged, too large, or no detector
   */
  public static OnnxDetector open(OnnxGraph graph, Digest expected) {
    if (!graph.digest().equals(expected)) {
      throw new DetectorException(
          DetectorException.Kind.DAMAGED,
          "graph with digest %s, expected %s: the file is damaged; retrain or roll back"
              .formatted(graph.digest().prefix(), expected.prefix()));
    }
    if (graph.size() > MAX_GRAPH_BYTES) {
      throw new DetectorException(
          DetectorException.Kind.TOO_LARGE,
          "graph of %,d bytes, expected at most %,d".formatted(graph.size(), MAX_GRAPH_BYTES));
    }
    GraphGate.check(graph);
    try {
      return Deadline.within(LOAD_DEADLINE, "loading a graph", () -> open(graph));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DetectorException known) {
        throw known;
      }
      if (e.getCause() instanceof LinkageError broken) {
        throw NativeLibrary.unusable(broken);
      }
      throw new DetectorException(
          DetectorException.Kind.RUNTIME,
          "ONNX Runtime does not load the graph of " + graph.size() + " bytes: " + e.getMessage(),
          e);
    }
  }

  private static OnnxDetector open(OnnxGraph graph) throws OrtException {
    NativeLibrary.locate();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "tocsin");
    environment.setTelemetry(false);
    byte[] bytes = new byte[graph.size()];
    graph.bytes().get(bytes);
    try (OrtSession.SessionOptions options = options()) {
      OrtSession session = environment.createSession(bytes, options);
      try {
        return new OnnxDetector(environment, session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    }
  }

  /** Batches run side by side on the callers' threads, so ONNX Runtime needs none of its own. */
  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    return options;
  }

  /** The names of the inputs. */
  Set<String> inputs() {
    return Set.copyOf(signature.inputs());
  }

  /** L, how many steps before the target the graph looks at. */
  public int window() {
    return signature.window();
  }

  /** The distance of two steps the graph was made for, in milliseconds, if its metadata tell. */
  OptionalLong stepMillis() {
    return signature.metadata().stepMillis();
  }

  /** Whether the graph makes a forecast with its bounds, or a score alone. */
  boolean forecasts() {
    return signature.forecasts();
  }

  /** The names of the streams whose shares the graph gives; empty if it gives none. */
  List<String> streams() {
    return signature.streams();
  }

  /** How rare scores are, if the graph tells. */
  public Optional<FalseAlertRates> rates() {
    return signature.metadata().rates();
  }

  /**
   * An empty batch for single steps of these series.
   *
   * @param shape the time base the detector was fitted on
   * @param expected how many steps are likely; more fit too
   * @throws DetectorException if the series lack a tensor the graph asks for, or the shape has
   *     another window
   */
  public ScoreBatch batch(SeriesParameters series, Shape shape, int expected) {
    return batch(series, shape, 1, expected);
  }

  /**
   * An empty batch for steps of these series that follow one another.
   *
   * @param shape the time base the detector was fitted on
   * @param steps how many are added together
   * @param expected how often that is likely; more fit too
   * @throws DetectorException if the series lack a tensor the graph asks for, or the shape has
   *     another window
   */
  public ScoreBatch batch(SeriesParameters series, Shape shape, int steps, int expected) {
    if (shape.window() != signature.window()) {
      throw new DetectorException(
          DetectorException.Kind.CONTRACT,
          "graph with a window of "
              + signature.window()
              + " steps, expected "
              + shape.window()
              + " as the manifest says");
    }
    return new ScoreBatch(this, signature, series, shape, steps, expected);
  }

  OrtEnvironment environment() {
    return environment;
  }

  /** Runs the graph; the outputs land in {@code outputs}. */
  void run(Map<String, OnnxTensor> tensors, Map<String, OnnxTensor> outputs) {
    if (closed) {
      throw new DetectorException(
          DetectorException.Kind.CLOSED,
          "the detector is closed, expected it to be leased from its slot while it scores");
    }
    try (OrtSession.Result result = session.run(tensors, outputs)) {
      if (result.size() != outputs.size()) {
        throw new IllegalStateException("ONNX Runtime answered " + result.size() + " outputs");
      }
    } catch (OrtException e) {
      throw new DetectorException(
          DetectorException.Kind.RUNTIME, "ONNX Runtime failed to score: " + e.getMessage(), e);
    }
  }

  /** Frees the graph. Nobody may be scoring with it. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      session.close();
    } catch (OrtException e) {
      throw new DetectorException(
          DetectorException.Kind.RUNTIME,
          "ONNX Runtime does not free the graph: " + e.getMessage(),
          e);
    }
  }
}
