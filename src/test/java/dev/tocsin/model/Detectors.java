package dev.tocsin.model;

import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Instant;
import java.util.Map;

/** Real detectors, fitted in a moment. */
public final class Detectors {
  private static final Instant TRAINED_AT = Instant.parse("2026-01-02T03:04:05Z");

  private Detectors() {}

  /** A linear detector. */
  public static Fitted linear(SeriesMatrix history, TrainingSettings settings) {
    return new PooledTrainer(new LinearTrainer()).fit(history, settings, Progress.none());
  }

  /** A detector of three autoregressions. */
  public static Detector detector(String job, String id) {
    return detector(job, id, 1);
  }

  /** A detector of three autoregressions drawn with this seed. */
  public static Detector detector(String job, String id, long seed) {
    SeriesMatrix history = SyntheticSeries.arMatrix(seed, 3, 300, 0.6);
    return detector(job, id, linear(history, TrainingSettings.of(8)), history);
  }

  /** The same detector with another graph for its series. */
  public static Detector withGraph(Detector detector, OnnxGraph graph) {
    Manifest manifest = detector.manifest();
    String digest = graph.digest().hex();
    Manifest.Files files =
        new Manifest.Files(graph.size(), digest, manifest.files().parametersSha256());
    return new Detector(
        new Manifest(
            manifest.formatVersion(),
            manifest.origin(),
            manifest.kind(),
            manifest.shape(),
            manifest.fit(),
            files,
            manifest.versions(),
            manifest.promotion()),
        graph,
        detector.parameters());
  }

  /** The same detector once all its series have joined it again. */
  public static Detector joined(Detector detector, Instant at) {
    SeriesTensor mark =
        SeriesTensor.filled(detector.parameters().size(), (double) at.toEpochMilli());
    return detector.joinedBy(
        detector
            .parameters()
            .with(Map.of(DetectorContract.JOINED_AT, mark, DetectorContract.JOINED_STEPS, mark)),
        at);
  }

  /** The same detector under another id. */
  public static Detector renamed(Detector detector, String id) {
    Manifest manifest = detector.manifest();
    Manifest.Origin origin = manifest.origin();
    Manifest.Origin renamed =
        new Manifest.Origin(
            origin.job(),
            id,
            origin.trainedAt(),
            origin.query(),
            origin.start(),
            origin.end(),
            origin.stepMillis(),
            origin.preprocessing());
    return new Detector(
        new Manifest(
            manifest.formatVersion(),
            renamed,
            manifest.kind(),
            manifest.shape(),
            manifest.fit(),
            manifest.files(),
            manifest.versions(),
            manifest.promotion()),
        detector.graph(),
        detector.parameters());
  }

  /** A fitted detector, as the store takes it. */
  public static Detector detector(String job, String id, Fitted fitted, SeriesMatrix history) {
    Manifest.Origin origin =
        Manifest.Origin.of(
            job,
            id,
            TRAINED_AT,
            new RangeQuery("rate(\"ü\"[1m])", history.grid()),
            new Preprocessing(CounterRule.AUTO, 3));
    return Detector.of(fitted, origin, new Manifest.Versions("0.1", "17", "1.29.0", "4.3.2"));
  }
}
