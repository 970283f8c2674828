package dev.tocsin.pipeline;

import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.read.RangeRead;
import dev.tocsin.pipeline.read.SeriesReader;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.pipeline.retrain.FirstFit;
import dev.tocsin.pipeline.retrain.Fitting;
import dev.tocsin.pipeline.retrain.Joining;
import dev.tocsin.pipeline.retrain.NotRetrainableException;
import dev.tocsin.pipeline.retrain.Promote;
import dev.tocsin.pipeline.retrain.RetrainCancelledException;
import dev.tocsin.pipeline.retrain.RetrainResult;
import dev.tocsin.pipeline.retrain.RetrainRunningException;
import dev.tocsin.pipeline.retrain.Retrainer;
import dev.tocsin.pipeline.retrain.Seat;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.pipeline.score.Scoring;
import dev.tocsin.pipeline.serving.JobModels;
import dev.tocsin.pipeline.serving.StoredVersion;
import dev.tocsin.pipeline.serving.StoredVersions;
import dev.tocsin.pipeline.serving.VersionMismatchException;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Scores and retrains jobs. Thread-safe; blocks.
 *
 * <p>Knows no clock: the time comes with each call, so that a replay runs the very same code.
 */
public final class Pipeline {
  private final SeriesReader reader;
  private final JobModels models;
  private final Scoring scoring;
  private final Retrainer retrainer;
  private final StoredVersions versions;

  /**
   * A pipeline of a process that shares its store with nobody.
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
    this(source, store, new Training(trainers, versions, Seat.alone()), loadedModels);
  }

  /**
   * A pipeline over these parts.
   *
   * @param loadedModels how many models may be loaded at once, at least 1
   */
  public Pipeline(SeriesSource source, ModelStore store, Training training, int loadedModels) {
    this.reader = new SeriesReader(source);
    this.models = new JobModels(store, loadedModels);
    this.versions = new StoredVersions(store);
    Fitting fitting = new Fitting(reader, training.trainers(), training.versions());
    this.retrainer = new Retrainer(fitting, models, store, training.seat());
    this.scoring =
        new Scoring(
            reader, new FirstFit(fitting, models, store), new Joining(fitting, models, store));
  }

  /**
   * What models are made with.
   *
   * @param trainers by kind
   * @param versions of the software, for the models' manifests
   * @param seat the process, among those that share the store
   */
  public record Training(Map<String, Trainer> trainers, Manifest.Versions versions, Seat seat) {}

  /**
   * Opens the job's stored model, if it has one, so that the next score finds it open.
   *
   * @throws StoreException if the store cannot be read
   * @throws dev.tocsin.model.onnx.DetectorException if the model does not load
   */
  public void open(Job job) {
    models.lease(job).ifPresent(ModelSlot.Lease::close);
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
    return score(job, end, points.steps(job.reach()), Part.whole(job));
  }

  /**
   * Scores a part of the job's series at the last {@code steps} steps up to {@code end}; the parts
   * of a {@link #split} yield together what the whole yields.
   *
   * @throws NoSeriesException if there is no model and the query matches no series
   * @throws TooManyPointsException if the answer would have more points than one may
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public ScoreResult score(Job job, Instant end, int steps, Part part) {
    return scoring.score(job, end, steps, part);
  }

  /**
   * Splits a job into parts, each of whose series is in one of them, for so many calls of score.
   *
   * @param count at most so many
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public List<Part> split(Job job, Instant end, int count) {
    return reader.split(job, end, count);
  }

  /** Retrains the job; the new model serves if it is not worse than the one that does. */
  public RetrainResult retrain(Job job, Instant end, Progress progress) {
    return retrain(job, end, Promote.IF_NOT_WORSE, progress);
  }

  /**
   * Retrains the job on its history up to {@code end}. Where a model serves the job, the challenger
   * is not fitted on the last stretch of it, but proves itself there against the champion.
   *
   * @param promote when the new model is to serve
   * @throws NotRetrainableException if the job's model was brought along
   * @throws RetrainRunningException if the job is being retrained already, here or elsewhere
   * @throws RetrainCancelledException if {@link #cancel} ended it
   * @throws NoSeriesException if the query matches no series
   * @throws TrainingException if the history does not suffice
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public RetrainResult retrain(Job job, Instant end, Promote promote, Progress progress) {
    if (job.recipe().kind().equals(BroughtModel.KIND)) {
      throw new NotRetrainableException(job.name());
    }
    return retrainer.retrain(job, end, promote, progress);
  }

  /**
   * Ends the job's retraining, in whichever process it runs: within seconds, whatever it does.
   *
   * @return whether one ran
   */
  public boolean cancel(Job job) {
    return retrainer.cancel(job.name());
  }

  /** Ends all retrainings of this process; what serves goes on serving. */
  public void cancelAll() {
    retrainer.cancelAll();
  }

  /** The stored versions of the job's model, newest first. */
  public List<StoredVersion> versions(Job job) {
    return versions.of(job);
  }

  /**
   * Lets a stored version of the job's model serve; the next challenger is compared with it.
   *
   * @throws StoreException if there is no such version, or it is damaged
   * @throws VersionMismatchException if it was made for something else than the job asks for now
   */
  public Manifest rollBack(Job job, String version) {
    return versions.rollBack(job, version);
  }

  /**
   * Reads what a back-test of the job needs: the last {@code steps} steps up to {@code end}, and
   * the job's history before them.
   *
   * @throws NoSeriesException if the query matches no series
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public RangeRead read(Job job, Instant end, int steps) {
    int lead = job.reach().historySteps();
    SeriesRead read = reader.samples(job, Part.whole(job), end, Math.addExact(lead, steps));
    if (read.matrix().rows() == 0 && read.unreadable().isEmpty()) {
      throw new NoSeriesException(new RangeQuery(job.query(), read.matrix().grid()));
    }
    return new RangeRead(read.matrix(), lead, read.unreadable());
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
