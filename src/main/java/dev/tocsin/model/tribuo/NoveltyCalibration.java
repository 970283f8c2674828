package dev.tocsin.model.tribuo;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.calibration.OrderStatistics;
import dev.tocsin.model.calibration.ResidualTails;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.onnx.Admission;
import dev.tocsin.model.onnx.DetectorException;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the measure usually is for each series, and how far above that it rarely lies: from the
 * graph, run as it will serve, on the stretch held back.
 */
final class NoveltyCalibration {
  /** In scales or nats: less than four times this is never unusual, however still a series is. */
  private static final double LEAST_SPREAD = 0.25;

  /** A measure may be negative, a score not: far below what any measure is. */
  private static final double OFFSET = -1_000;

  private final Histories histories;
  private final SeriesParameters series;
  private final ScoreBatch batch;
  private final SlidingWindows windows;
  private final double[] center;
  private final List<List<Tail>> tails;

  private NoveltyCalibration(
      Histories histories, OnnxDetector detector, Shape shape, double threshold) {
    this.histories = histories;
    this.series = histories.parameters();
    this.center = new double[series.size()];
    // Up to a tail that begins where values end, a score is in proportion to the measure: itself.
    Tail none = new Tail(Tail.MOST, 1, Tail.MOST * threshold);
    this.tails = new ArrayList<>(Collections.nCopies(series.size(), List.of(none)));
    Arrays.fill(center, OFFSET);
    this.batch = detector.batch(parameters(), shape, HeldBack.steps(series.size()));
    this.windows = new SlidingWindows(histories.aligned(), shape.window(), 0);
  }

  /**
   * The series with all their tensors.
   *
   * @throws TrainingException if the graph does not run
   */
  static SeriesParameters of(
      OnnxGraph graph, Histories histories, Shape shape, double threshold, Progress progress) {
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      NoveltyCalibration calibration =
          new NoveltyCalibration(histories, detector, shape, threshold);
      for (int index = 0; index < histories.size(); index++) {
        calibration.look(index);
        progress.report(Progress.Step.of("calibrate", index + 1L, histories.size()));
      }
      return calibration
          .parameters()
          .with(Map.of(DetectorContract.CONSTANT, histories.constancy()));
    } catch (DetectorException e) {
      throw TrainingException.notExportable(e);
    }
  }

  private void look(int index) {
    double[] measures = measures(index);
    double median = OrderStatistics.median(measures.clone());
    for (int i = 0; i < measures.length; i++) {
      measures[i] -= median;
    }
    center[index] = median;
    tails.set(index, List.of(ResidualTails.of(measures, LEAST_SPREAD).above()));
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
            DetectorContract.TAILS, TailTensor.of(tails)));
  }
}
