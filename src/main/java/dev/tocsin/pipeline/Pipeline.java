package dev.tocsin.pipeline;

import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.store.ModelStore;
import dev.tocsin.window.Preprocessing;
import dev.tocsin.window.SlidingWindows;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Scores and retrains jobs. Thread-safe; blocks.
 *
 * <p>Knows no clock: the time comes with each call, so that a replay runs the very same code.
 */
public final class Pipeline {
  /** An answer of half a million points is 70 MB of JSON. */
  private static final int MAX_POINTS = 500_000;

  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

  private final SeriesReader reader;
  private final Retraining retraining;
  private final JobModels models;

  /**
   * A pipeline over these parts.
   *
   * @param trainers by kind
   * @param versions of the software, for the models' manifests
   * @param loadedModels how many models may be loaded at once, at least 1
   */
  public Pipeline(
      SeriesSource source,
      ModelStore store,
      Map<String, Trainer> trainers,
      Manifest.Versions versions,
      int loadedModels) {
    this.reader = new SeriesReader(source);
    this.retraining = new Retraining(reader, trainers, versions);
    this.models = new JobModels(store, loadedModels);
  }

  /**
   * Scores the job's window up to {@code end}. A job without a model is trained first, on what came
   * before the steps that are scored, or where that is too short, before the last of them.
   *
   * @throws NoSeriesException if the query matches no series
   * @throws TooManyPointsException if the answer would have more points than one may
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public ScoreResult score(Job job, Instant end, Points points) {
    Optional<ModelSlot.Lease> lease = serving(job, end, points);
    try {
      return score(job, end, points, lease.map(ModelSlot.Lease::model));
    } finally {
      lease.ifPresent(ModelSlot.Lease::close);
    }
  }

  private ScoreResult score(Job job, Instant end, Points points, Optional<ServingModel> model) {
    Preprocessing preprocessing = job.recipe().preprocessing();
    int steps = points == Points.ALL ? job.reach().windowSteps() : 1;
    int lookBack = LookBack.steps(job, model);
    int before = job.recipe().lags() + preprocessing.maxGapSteps() + lookBack;
    // With a model, the absence of all its series is an answer too.
    SeriesRead read =
        model.isPresent()
            ? reader.aligned(job, preprocessing, end, before + steps)
            : reader.someAligned(job, preprocessing, end, before + steps);
    if ((long) read.matrix().rows() * steps > MAX_POINTS) {
      throw TooManyPointsException.ofScores(read.matrix().rows(), steps, MAX_POINTS);
    }
    SlidingWindows windows =
        new SlidingWindows(read.matrix(), job.recipe().lags(), preprocessing.maxGapSteps());
    Judgement judgement = new Judgement(windows, before - lookBack, before + steps);
    LookBack looked =
        LookBack.of(job, model, model.map(judgement::by).orElseGet(judgement::withoutModel));
    return new ScoreResult(
        job.name(),
        Instant.ofEpochMilli(read.matrix().grid().endMillis()),
        model.map(ServingModel::manifest),
        looked.last(steps),
        looked.incidents(),
        job.rules(),
        read.unreadable(),
        read.how());
  }

  private Optional<ModelSlot.Lease> serving(Job job, Instant end, Points points) {
    Optional<ModelSlot.Lease> lease = models.lease(job);
    if (lease.isPresent()) {
      return lease;
    }
    ReentrantLock training = models.training(job);
    training.lock();
    try {
      lease = models.lease(job);
      return lease.isPresent() ? lease : trainFirst(job, end, points);
    } finally {
      training.unlock();
    }
  }

  private Optional<ModelSlot.Lease> trainFirst(Job job, Instant end, Points points) {
    Duration scored = points == Points.ALL ? job.reach().window() : job.reach().step();
    for (Instant until : List.of(end.minus(scored), end.minus(job.reach().step()))) {
      try {
        models.publish(retraining.train(job, until, Progress.none()).detector());
        return models.lease(job);
      } catch (NoSeriesException e) {
        LOG.log(Level.DEBUG, "no model of {0} yet: {1}", job.name(), e.getMessage());
      } catch (TrainingException e) {
        if (e.kind() != TrainingException.Kind.NOT_ENOUGH_HISTORY) {
          throw e;
        }
        LOG.log(Level.DEBUG, "no model of {0} yet: {1}", job.name(), e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Retrains the job on its history up to {@code end} and lets the new model serve.
   *
   * @throws RetrainRunningException if the job is being retrained already
   * @throws NoSeriesException if the query matches no series
   * @throws TrainingException if the history does not suffice
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public RetrainResult retrain(Job job, Instant end, Progress progress) {
    ReentrantLock training = models.training(job);
    if (!training.tryLock()) {
      throw new RetrainRunningException(job.name());
    }
    try {
      RetrainResult result = retraining.train(job, end, progress);
      models.publish(result.detector());
      return result;
    } finally {
      training.unlock();
    }
  }

  /**
   * Lets no model serve any more and waits for the calls that run.
   *
   * @return whether all ended in time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    return models.drain(patience);
  }
}
