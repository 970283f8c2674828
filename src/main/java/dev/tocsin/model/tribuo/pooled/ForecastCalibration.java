package dev.tocsin.model.tribuo.pooled;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.Shape;
import dev.tocsin.model.calibration.ResidualTails;
import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the graph, run as it will serve, makes of the stretch held back: how far each series is to
 * trust the common weights, the bands, and how accurate it all is.
 */
final class ForecastCalibration implements Calibration {
  /** The spread of a constant in floors: wide enough for the rounding of a forecast. */
  private static final double ROUNDING_FLOORS = 4;

  /** The least spread of residuals that is believed, in scales: no series is foreseen better. */
  private static final double LEAST_SPREAD = 0.03;

  /** Tried from the highest: a lower one must be better, not equal. */
  private static final double[] TRUSTS = {1, 0.75, 0.5, 0.25, 0};

  private final PooledHistories histories;
  private final SeriesParameters series;
  private final double threshold;
  private final ScoreBatch trusting;
  private final ScoreBatch naive;
  private final double[] trust;
  private final List<ResidualTails> tails;
  private long scored;
  private double modelError;
  private double naiveError;

  /**
   * A calibration.
   *
   * @param threshold nats from which a step is anomalous
   */
  ForecastCalibration(
      PooledHistories histories, OnnxDetector detector, Shape shape, double threshold) {
    this.histories = histories;
    this.series = histories.parameters();
    this.threshold = threshold;
    this.trusting = detector.batch(withTrust(1), shape, histories.triedSteps());
    this.naive = detector.batch(withTrust(0), shape, histories.triedSteps());
    this.trust = new double[series.size()];
    this.tails = new ArrayList<>(series.size());
  }

  private SeriesParameters withTrust(double common) {
    ResidualTails unknown = new ResidualTails(Tail.UNKNOWN, Tail.UNKNOWN);
    return series
        .with(bands(Collections.nCopies(series.size(), unknown)))
        .with(Map.of(DetectorContract.TRUST, SeriesTensor.filled(series.size(), common)));
  }

  private Map<String, SeriesTensor> bands(List<ResidualTails> ofSeries) {
    return Map.of(
        DetectorContract.LOWER,
        reach(ofSeries, ResidualTails::below),
        DetectorContract.UPPER,
        reach(ofSeries, ResidualTails::above),
        DetectorContract.TAILS,
        TailTensor.of(ofSeries.stream().map(ResidualTails::sides).toList()));
  }

  private SeriesTensor reach(List<ResidualTails> ofSeries, Function<ResidualTails, Tail> side) {
    return SeriesTensor.copyOf(
        1, ofSeries.stream().mapToDouble(one -> side.apply(one).at(threshold)).toArray());
  }

  @Override
  public void look(int index) {
    PooledHistories.Kept kept = histories.kept(index);
    int[] columns = histories.tryHeldBack(index, trusting);
    histories.tryHeldBack(index, naive);
    double[] ofModel = residuals(kept, trusting, columns);
    double[] ofNaive = residuals(kept, naive, columns);
    trust[index] = trust(ofModel, ofNaive);
    double[] residuals = mixed(ofModel, ofNaive, trust[index]);
    double rounding = ROUNDING_FLOORS * kept.floor() / kept.scale();
    tails.add(ResidualTails.of(residuals, Math.max(LEAST_SPREAD, rounding)));
    scored += columns.length;
    modelError += error(residuals);
    naiveError += error(lastValueResiduals(kept, columns));
  }

  private double[] residuals(PooledHistories.Kept kept, ScoreBatch batch, int... columns) {
    double[] residuals = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      double y = histories.aligned().value(kept.row(), columns[i]);
      residuals[i] = (y - batch.yhat(i)) / kept.scale();
    }
    return residuals;
  }

  private double[] lastValueResiduals(PooledHistories.Kept kept, int... columns) {
    double[] residuals = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      double y = histories.aligned().value(kept.row(), columns[i]);
      double last = histories.aligned().value(kept.row(), columns[i] - 1);
      residuals[i] = (y - last) / kept.scale();
    }
    return residuals;
  }

  private static double trust(double[] ofModel, double[] ofNaive) {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double trust : TRUSTS) {
      double error = error(mixed(ofModel, ofNaive, trust));
      if (error < least) {
        least = error;
        best = trust;
      }
    }
    return best;
  }

  private static double[] mixed(double[] ofModel, double[] ofNaive, double trust) {
    double[] mixed = new double[ofModel.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = ofNaive[i] + trust * (ofModel[i] - ofNaive[i]);
    }
    return mixed;
  }

  /** The sum of absolute residuals; incidents count, but bounded, not to outweigh all else. */
  private static double error(double[] residuals) {
    double sum = 0;
    for (double residual : residuals) {
      sum += Math.min(SeriesHistory.INCIDENT_SCALES, Math.abs(residual));
    }
    return sum;
  }

  @Override
  public SeriesParameters series() {
    return series
        .with(bands(tails))
        .with(
            Map.of(
                DetectorContract.TRUST,
                SeriesTensor.copyOf(1, trust),
                DetectorContract.CONSTANT,
                histories.constancy()));
  }

  @Override
  public Fitted.Accuracy accuracy() {
    return new Fitted.Accuracy(scored, modelError / scored, naiveError / scored);
  }
}
