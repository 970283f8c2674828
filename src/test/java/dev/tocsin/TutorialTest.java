package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tocsin.demo.api.RecordingServer;
import dev.tocsin.demo.recording.Recording;
import dev.tocsin.model.Progress;
import dev.tocsin.model.tribuo.lstm.LstmModel;
import dev.tocsin.model.tribuo.lstm.LstmSettings;
import dev.tocsin.model.tribuo.lstm.LstmTrainer;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import dev.tocsin.prometheus.PrometheusEndpoint;
import dev.tocsin.prometheus.PrometheusSource;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.dataset.Dataset;
import dev.tocsin.window.dataset.Pairs;
import dev.tocsin.window.dataset.Remainder;
import dev.tocsin.window.dataset.Spec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * TensorFlow I/O's tutorial "Load metrics from Prometheus server" from its first to its last line,
 * on a recording of the CoreDNS it uses.
 */
class TutorialTest {
  private static final int STEPS = 2;
  private static final int SAMPLES = 10;

  /** Single precision, and two approximations of tanh over two steps. */
  private static final double ONNX_TOLERANCE = 5e-7;

  @ParameterizedTest
  @CsvSource({
    "go_memstats_sys_bytes, go_memstats_sys_bytes",
    "coredns_dns_requests_total, 'coredns_dns_requests_total{type=\"A\"}'",
  })
  void tutorial_endsInANetworkThatLearnsAndRuns(String query, String metric)
      throws IOException, OrtException {
    SeriesMatrix matrix = fromPrometheus(query, SAMPLES + STEPS - 1 + 1);
    int row = Spec.of(matrix, List.of("type")).row("coredns", "localhost:9153", metric);

    Dataset series = Dataset.of(matrix, row);
    Dataset windows = series.scaleByMax(series).window(STEPS, 1, Remainder.DROP);
    Dataset x = windows.take(SAMPLES);
    Dataset y = windows.skip(1).take(SAMPLES);
    Pairs dataset = x.zip(y);

    Pairs batches = dataset.batch(1, Remainder.KEEP).repeat(10);
    assertThat(batches.size()).isEqualTo(100);
    assertThat(batches.x().shape()).containsExactly(1, STEPS, 1);
    assertThat(dataset.stream().map(Pairs.Pair::x)).allMatch(window -> window.value(1) <= 1);
    assertThat(series.scaleByMax(series).max(0)).isEqualTo(1);

    List<Double> losses = new ArrayList<>();
    LstmModel model = fit(dataset, losses);
    assertThat(losses).hasSize(5);
    assertThat(losses.get(4)).isLessThan(losses.get(0));
    assertForecastsAlike(model, x);
  }

  /** The last {@code length} seconds before the recording's first incident. */
  private static SeriesMatrix fromPrometheus(String query, int length) throws IOException {
    Recording recording = Recording.coreDns();
    try (RecordingServer server = RecordingServer.start(recording)) {
      long start = recording.quietUntil().toEpochMilli() - length * 1_000L;
      return new PrometheusSource(PrometheusEndpoint.at(server.url()))
          .read(new RangeQuery(query, new TimeGrid(start, 1_000, length)))
          .matrix();
    }
  }

  /** {@code LSTM(8)}, {@code Dense(1)}, Adam, mean absolute error; 5 epochs of 10 steps. */
  private static LstmModel fit(Pairs dataset, List<Double> losses) {
    LstmSettings settings = LstmSettings.standard().withBatch(1).withEpochs(5, 10);
    Progress progress = step -> step.loss().ifPresent(losses::add);
    return new LstmTrainer(settings, 1, InstantSource.system())
        .fit(trainingWindows(dataset), progress);
  }

  private static TrainingWindows trainingWindows(Pairs dataset) {
    List<double[]> rows = new ArrayList<>();
    for (Pairs.Pair pair : dataset) {
      double[] row = new double[STEPS + 1];
      pair.x().copyTo(row, 0);
      row[STEPS] = pair.y().value(STEPS - 1);
      rows.add(row);
    }
    return TrainingWindows.copyOf(STEPS, rows);
  }

  private static void assertForecastsAlike(LstmModel model, Dataset x) throws OrtException {
    FloatBuffer windows = FloatBuffer.allocate(SAMPLES * STEPS);
    x.forEach(window -> windows.put((float) window.value(0)).put((float) window.value(1)));
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    byte[] exported = model.exportONNXModel("dev.tocsin", 1).toByteArray();
    try (OrtSession session = environment.createSession(exported);
        OnnxTensor input =
            OnnxTensor.createTensor(environment, windows.flip(), new long[] {SAMPLES, STEPS});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), input))) {
      FloatBuffer forecasts = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int i = 0; i < SAMPLES; i++) {
        ArrayExample<Regressor> window = new ArrayExample<>(new Regressor("y", 0));
        for (int step = 0; step < STEPS; step++) {
          window.add(LstmTrainer.featureName(step), (float) x.value(i, step));
        }
        assertThat((double) forecasts.get(i))
            .isCloseTo(model.predict(window).getOutput().getValues()[0], within(ONNX_TOLERANCE));
      }
    }
  }
}
