package dev.tocsin.model.tribuo.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.OnnxDetector;
import dev.tocsin.model.onnx.ScoreBatch;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.graph.GraphFile;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseVector;

/** Measures written as graphs, beside the models that Tribuo trained. */
class NoveltyMeasureTest {
  /** Double arithmetic in another order: |x|² − 2 x·p + |p|² of values up to 20. */
  private static final double TOLERANCE = 1e-9;

  /** The root of what such squares leave when they cancel. */
  private static final double CANCELLED = 1e-6;

  /** A measure may be negative, a score not. */
  private static final double OFFSET = 1_000;

  private static final int FEATURES = 7;
  private static final TrainingSettings SETTINGS = TrainingSettings.of(FEATURES);

  @Test
  void write_ofKMeans_isTheDistanceToTheCentreTribuoAssigns() {
    KMeansMeasureTrainer.Centres centres =
        (KMeansMeasureTrainer.Centres) new KMeansMeasureTrainer().fit(windows(400), SETTINGS);
    KMeansModel model = centres.model();

    assertMatches(
        centres,
        row -> {
          Example<ClusterID> example = example(row, ClusteringFactory.UNASSIGNED_CLUSTER_ID);
          int nearest = model.predict(example).getOutput().getID();
          DenseVector centre = model.getCentroidVectors()[nearest];
          return centre.subtract(DenseVector.createDenseVector(row)).twoNorm();
        });
  }

  @Test
  void write_ofTheOneClassSvm_saysWhatTribuoDecides() {
    OneClassSvmTrainer.Boundary boundary =
        (OneClassSvmTrainer.Boundary) new OneClassSvmTrainer().fit(windows(400), SETTINGS);
    LibSVMModel<Event> model = boundary.model();
    double rho = model.getInnerModels().get(0).rho[0];

    assertMatches(
        boundary,
        row -> {
          Example<Event> example = example(row, AnomalyFactory.EXPECTED_EVENT);
          double decision = model.predict(example).getOutput().getScore();
          return -Math.log((decision + rho) / rho);
        });
    List<double[]> far = List.of(filled(19), filled(20));
    double[] measures = measures(boundary, far);
    assertThat(measures[1]).as("it goes on growing far outside").isGreaterThan(measures[0] + 1);
  }

  @Test
  void fit_twice_givesTheSameMeasure() {
    for (NoveltyMeasureTrainer trainer :
        List.of(new KMeansMeasureTrainer(), new OneClassSvmTrainer())) {
      OnnxGraph first = graph(trainer.fit(windows(400), SETTINGS));
      OnnxGraph second = graph(trainer.fit(windows(400), SETTINGS));
      assertThat(first.digest()).isEqualTo(second.digest());
    }
  }

  @Test
  void provenance_tellsTrainerDataAndSeed() {
    TrainingSettings settings =
        SETTINGS.withSeed(7).withLimits(SETTINGS.limits().withMaximumWindows(2_000));

    assertThat(new OneClassSvmTrainer().fit(windows(60), settings).provenance())
        .contains("LibSVMAnomalyTrainer", "ONE_CLASS")
        .contains("at most 2000 drawn evenly from all series with seed 7");
    assertThat(new KMeansMeasureTrainer().fit(windows(60), settings).provenance())
        .contains("KMeansTrainer", "PLUSPLUS")
        .contains("at most 2000 drawn evenly from all series with seed 7");
  }

  @Test
  void write_ofFewerWindowsThanCentres_isZeroAtEach() {
    TrainingWindows few = windows(10);
    List<double[]> rows =
        IntStream.range(0, 10).mapToObj(i -> WindowExamples.features(few, i)).toList();

    assertThat(measures(new KMeansMeasureTrainer().fit(few, SETTINGS), rows))
        .containsExactly(new double[10], within(CANCELLED));
  }

  /** Where squares cancel to less than nothing there is no root. */
  @Test
  void write_ofKMeans_isZeroAtItsCentres() {
    KMeansMeasureTrainer.Centres centres =
        (KMeansMeasureTrainer.Centres) new KMeansMeasureTrainer().fit(windows(400), SETTINGS);
    List<double[]> rows =
        Arrays.stream(centres.model().getCentroidVectors()).map(DenseVector::toArray).toList();

    assertThat(measures(centres, rows)).containsExactly(new double[rows.size()], within(CANCELLED));
  }

  private static void assertMatches(NoveltyMeasure measure, ToDoubleFunction<double[]> expected) {
    List<double[]> rows = rows(200, 3);
    double[] met = measures(measure, rows);
    for (int i = 0; i < met.length; i++) {
      double tribuo = expected.applyAsDouble(rows.get(i));
      if (Double.isFinite(tribuo)) { // far outside, the kernels of libsvm underflow
        assertThat(met[i]).isCloseTo(tribuo, within(TOLERANCE * Math.max(1, Math.abs(tribuo))));
      }
    }
    assertThat(met).doesNotHaveDuplicates();
  }

  private static <T extends Output<T>> Example<T> example(double[] row, T output) {
    return new ArrayExample<>(output, TrainingWindows.featureNames(row.length), row);
  }

  private static TrainingWindows windows(int count) {
    return TrainingWindows.copyOf(FEATURES - 1, rows(count, 1));
  }

  /** Two kinds of windows: noise, and noise around 4. In floats, as they are trained on. */
  private static List<double[]> rows(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] row = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        row[j] = (float) (random.nextGaussian() + (i % 3 == 0 ? 4 : 0));
      }
      rows.add(row);
    }
    return rows;
  }

  private static double[] filled(double value) {
    double[] row = new double[FEATURES];
    Arrays.fill(row, value);
    return row;
  }

  /** A detector whose score is the measure of the window and y as they are. */
  private static OnnxGraph graph(NoveltyMeasure measure) {
    GraphBuilder graph = new GraphBuilder();
    String window = graph.input(DetectorContract.WINDOW, FEATURES - 1);
    String features = graph.beside(window, graph.column(graph.input(DetectorContract.Y, 1)));
    String score = graph.apply("Add", measure.write(graph, features), graph.doubleScalar(OFFSET));
    graph.output(DetectorContract.ANOMALY_SCORE, 1, score);
    return GraphFile.write("test", shape(), graph.build("test"), Map.of());
  }

  private static Shape shape() {
    return Shape.utc(FEATURES - 1, SyntheticSeries.STEP_MILLIS, Season.none());
  }

  private static double[] measures(NoveltyMeasure measure, List<double[]> rows) {
    SeriesMatrix.Builder matrix = SeriesMatrix.on(SyntheticSeries.grid(FEATURES));
    for (int i = 0; i < rows.size(); i++) {
      matrix.add(SyntheticSeries.labels(i), rows.get(i));
    }
    SlidingWindows windows = new SlidingWindows(matrix.build(), FEATURES - 1, 0);
    OnnxGraph graph = graph(measure);
    double[] measures = new double[rows.size()];
    try (OnnxDetector detector = OnnxDetector.open(graph, graph.digest())) {
      ScoreBatch batch = detector.batch(SeriesParameters.ofAny(), shape(), rows.size());
      for (int i = 0; i < measures.length; i++) {
        batch.add(windows, i, FEATURES - 1, 0);
      }
      batch.finish();
      for (int i = 0; i < measures.length; i++) {
        assertThat(batch.yhat(i)).isNaN();
        measures[i] = batch.anomalyScore(i) - OFFSET;
      }
    }
    return measures;
  }
}
