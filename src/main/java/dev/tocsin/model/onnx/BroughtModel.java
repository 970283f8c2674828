package dev.tocsin.model.onnx;

import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Digest;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.SlidingWindows;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A graph made by other software that keeps {@link DetectorContract}: it knows no series, and so
 * asks for {@code window} and {@code y} alone, and scores any.
 *
 * @param graph the graph
 * @param window L, as its input {@code window} declares it
 * @param stepMillis the distance of two steps it was made for, if its metadata tell
 * @param forecasts whether it makes a forecast with its bounds, or a score alone
 */
public record BroughtModel(
    OnnxGraph graph, int window, OptionalLong stepMillis, boolean forecasts) {
  /** The kind of such a model. */
  public static final String KIND = "file";

  private static final Set<String> INPUTS = Set.of(DetectorContract.WINDOW, DetectorContract.Y);

  /** What a first run is shown multiples of: zeros, small, large and negative numbers. */
  private static final double[] PROBES = {0, 1, 1e9, 1e-9, -1};

  /**
   * Checks a graph as every graph is checked, and by a first run.
   *
   * @throws DetectorException if it must not reach ONNX Runtime, does not keep the contract, or
   *     gives no finite, ordered answer
   */
  public static BroughtModel check(OnnxGraph graph) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      if (!detector.inputs().equals(INPUTS)) {
        throw new DetectorException(
            DetectorException.Kind.CONTRACT,
            "graph with inputs "
                + detector.inputs()
                + ", expected "
                + DetectorContract.WINDOW
                + " and "
                + DetectorContract.Y
                + " alone: there are no series it was fitted on");
      }
      probe(detector);
      return new BroughtModel(
          graph, detector.window(), detector.stepMillis(), detector.forecasts());
    }
  }

  private static void probe(OnnxDetector detector) {
    long stepMillis = 1_000;
    TimeGrid grid = new TimeGrid(0, stepMillis, detector.window() + 1);
    SeriesMatrix.Builder matrix = SeriesMatrix.on(grid);
    for (double probe : PROBES) {
      double[] values = new double[grid.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = probe * (1 + i % 7);
      }
      matrix.add(Labels.of("probe", Double.toString(probe)), values);
    }
    Shape shape = new Shape(detector.window(), stepMillis, Season.none(), ZoneOffset.UTC);
    ScoreBatch batch = detector.batch(SeriesParameters.ofAny(), shape, PROBES.length);
    SlidingWindows windows = new SlidingWindows(matrix.build(), detector.window(), 0);
    for (int row = 0; row < PROBES.length; row++) {
      batch.add(windows, row, detector.window(), 0);
    }
    batch.finish();
    for (int i = 0; i < PROBES.length; i++) {
      checkAnswer(batch, i);
    }
  }

  private static void checkAnswer(ScoreBatch batch, int i) {
    boolean ordered = batch.yhatLower(i) <= batch.yhat(i) && batch.yhat(i) <= batch.yhatUpper(i);
    boolean answered = batch.isFinite(i) && batch.anomalyScore(i) >= 0;
    if (!answered || (batch.forecasts() && !ordered)) {
      throw new DetectorException(
          DetectorException.Kind.CONTRACT,
          "graph that makes of a window of multiples of %s yhat %s, bounds %s and %s, score %s; expected finite ones, yhat within its bounds, no negative score"
              .formatted(
                  PROBES[i],
                  batch.yhat(i),
                  batch.yhatLower(i),
                  batch.yhatUpper(i),
                  batch.anomalyScore(i)));
    }
  }

  /** The detector of a job that this graph is. */
  public Detector detector(Manifest.Origin origin, Manifest.Versions versions) {
    Digest digest = graph.digest();
    Manifest manifest =
        new Manifest(
            DetectorContract.VERSION,
            origin,
            KIND,
            new Shape(window, origin.stepMillis(), Season.none(), ZoneOffset.UTC),
            Manifest.Fit.brought(),
            new Manifest.Files(graph.size(), digest.hex(), digest.hex()),
            versions,
            Promotion.first());
    return new Detector(manifest, graph, SeriesParameters.ofAny());
  }
}
