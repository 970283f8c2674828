package dev.tocsin.pipeline.retrain;

import static dev.tocsin.testing.Noise.noise;

import dev.tocsin.model.Manifest;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.store.ModelStore;
import dev.tocsin.testing.MemorySource;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A job of twelve series of noise, and a pipeline that trains linear models of it. */
public final class LoadJob {
  public static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  public static final Instant LATER = END.plusSeconds(3_600);
  static final Duration STEP = Duration.ofSeconds(15);
  static final int SERIES = 12;
  private static final Manifest.Versions VERSIONS = new Manifest.Versions("t", "17", "1", "4");

  private LoadJob() {}

  /** Series that only make noise. */
  public static MemorySource calm() {
    MemorySource source = new MemorySource();
    for (int i = 0; i < SERIES; i++) {
      source.with(labels(i), noise(i));
    }
    return source;
  }

  static Labels labels(int i) {
    return Labels.of("__name__", "load", "host", "h" + i);
  }

  /** A pipeline of a process of its own. */
  public static Pipeline pipeline(SeriesSource source, ModelStore store) {
    Map<String, Trainer> trainers = Map.of("linear", new PooledTrainer(new LinearTrainer()));
    return new Pipeline(source, store, trainers, VERSIONS, 10);
  }

  /** The job, of an hour of history. */
  public static Job job() {
    return new Job(
        "load",
        "load",
        new Reach(STEP, Duration.ofMinutes(5), Duration.ofHours(1)),
        new ModelRecipe("linear", 12, Optional.empty(), new Preprocessing(CounterRule.AUTO, 3), 1));
  }

  /** The id of what a retraining made. */
  public static String id(RetrainResult result) {
    return result.detector().manifest().id();
  }

  /** The id of the model that serves. */
  public static String served(Pipeline pipeline) {
    return pipeline.score(job(), LATER, Points.LAST).model().orElseThrow().id();
  }
}
