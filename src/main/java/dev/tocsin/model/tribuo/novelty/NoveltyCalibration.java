package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.OrderStatistics;
import dev.tocsin.model.calibration.ResidualTails;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.tribuo.pooled.Calibration;
import dev.tocsin.model.tribuo.pooled.PooledHistories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the measure usually is for each series, and how far above that it rarely lies: from the
 * graph, run as it will serve, on the stretch held back.
 */
final class NoveltyCalibration implements Calibration {
  /** In scales or nats: less than four times this is never unusual, however still a series is. */
  private static final double LEAST_SPREAD = 0.25;

  /** A measure may be negative, a score not: far below what any measure is. */
  private static final double OFFSET = -1_000;

  private final PooledHistories histories;
  private final SeriesParameters series;
  private final ScoreBatch batch;
  private final double[] center;
  private final List<List<Tail>> tails;

  /**
   * A calibration.
   *
   * @param threshold nats from which a step is anomalous
   */
  NoveltyCalibration(
      PooledHistories histories, OnnxDetector detector, Shape shape, double threshold) {
    this.histories = histories;
    this.series = histories.parameters();
    this.center = new double[series.size()];
    // Up to a tail that begins where values end, a score is in proportion to the measure: itself.
    Tail none = new Tail(Tail.MOST, 1, Tail.MOST * threshold);
    this.tails = new ArrayList<>(Collections.nCopies(series.size(), List.of(none)));
    Arrays.fill(center, OFFSET);
    this.batch = detector.batch(measured(), shape, histories.triedSteps());
  }

  @Override
  public void look(int index) {
    double[] measures = measures(index);
    double median = OrderStatistics.median(measures.clone());
    for (int i = 0; i < measures.length; i++) {
      measures[i] -= median;
    }
    center[index] = median;
    tails.set(index, List.of(ResidualTails.of(measures, LEAST_SPREAD).above()));
  }

  private double[] measures(int index) {
    double[] measures = new double[histories.tryHeldBack(index, batch).length];
    Arrays.setAll(measures, i -> batch.anomalyScore(i) + OFFSET);
    return measures;
  }

  /** The series by what was measured so far; those that never moved are measured too. */
  private SeriesParameters measured() {
    return series.with(
        Map.of(
            NoveltyGraph.CENTER, SeriesTensor.copyOf(1, center),
            DetectorContract.TAILS, TailTensor.of(tails)));
  }

  @Override
  public SeriesParameters series() {
    return measured().with(Map.of(DetectorContract.CONSTANT, histories.constancy()));
  }

  /** None: there are no forecasts. */
  @Override
  public Fitted.Accuracy accuracy() {
    return Fitted.Accuracy.none();
  }
}
