package dev.tocsin.model.tribuo;

import dev.tocsin.model.BandCalibration;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import java.util.Map;

/**
 * What the measure usually is for each series, and how far above that it rarely lies: from the
 * graph, run as it will serve, on the stretch held back.
 */
final class NoveltyCalibration {
  /** In scales or nats: less than one is never unusual, however still a series stood. */
  private static final double LEAST_WIDTH = 1;

  /** A measure may be negative, a score not: far below what any measure is. */
  private static final double OFFSET = -1_000;

  private final Histories histories;
  private final SeriesParameters series;
  private final BandCalibration calibration;
  private final ScoreBatch batch;
  private final SlidingWindows windows;
  private final double[] center;
  private final double[] width;

  private NoveltyCalibration(
      Histories histories, OnnxDetector detector, Shape shape, TrainingSettings settings) {
    this.histories = histories;
    this.series = histories.parameters();
    this.calibration = new BandCalibration(HeldBack.falseAlertRate(settings));
    this.center = new double[series.size()];
    this.width = new double[series.size()];
    Arrays.fill(center, OFFSET);
    Arrays.fill(width, 1);
    this.batch = detector.batch(parameters(), shape, HeldBack.steps(series.size()));
    this.windows = new SlidingWindows(histories.aligned(), shape.window(), 0);
  }

  /**
   * The series with all their tensors.
   *
   * @throws TrainingException if the graph does not run
   */
  static SeriesParameters of(
      OnnxGraph graph,
      Histories histories,
      Shape shape,
      TrainingSettings settings,
      Progress progress) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      NoveltyCalibration calibration = new NoveltyCalibration(histories, detector, shape, settings);
      for (int index = 0; index < histories.size(); index++) {
        calibration.look(index);
        progress.report(Progress.Step.of("calibrate", index + 1L, histories.size()));
      }
      return calibration.parameters();
    } catch (DetectorException e) {
      throw TrainingException.notExportable(e);
    }
  }

  private void look(int index) {
    double[] measures = measures(index);
    double median = Medians.median(measures);
    for (int i = 0; i < measures.length; i++) {
      measures[i] -= median;
    }
    center[index] = median;
    width[index] = calibration.halfWidths(measures, LEAST_WIDTH).upper();
  }

  private double[] measures(int index) {
    Histories.Kept kept = histories.kept(index);
    batch.clear();
    int most = HeldBack.steps(series.size());
    int count = 0;
    for (int t = windows.aligned().columns() - 1; t >= kept.fitEnd() && count < most; t--) {
      count += batch.add(windows, kept.row(), t, index) == Admission.ACCEPTED ? 1 : 0;
    }
    batch.finish();
    double[] measures = new double[count];
    Arrays.setAll(measures, i -> batch.anomalyScore(i) + OFFSET);
    return measures;
  }

  private SeriesParameters parameters() {
    return series.with(
        Map.of(
            NoveltyGraph.CENTER, SeriesTensor.copyOf(1, center),
            NoveltyGraph.WIDTH, SeriesTensor.copyOf(1, width)));
  }
}
