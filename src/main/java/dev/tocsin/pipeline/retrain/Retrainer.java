package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Progress;
import dev.tocsin.model.Promotion;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.serving.JobModels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import dev.tocsin.store.TrainingLease;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Trains challengers, one at a time for a job, and lets those serve that are not worse. */
public final class Retrainer {
  private static final System.Logger LOG = System.getLogger(Retrainer.class.getName());

  private final Fitting fitting;
  private final JobModels models;
  private final ModelStore store;
  private final Seat seat;

  /** The trainings that run in this process, by job. */
  private final Map<String, Watch> running = new ConcurrentHashMap<>();

  public Retrainer(Fitting fitting, JobModels models, ModelStore store, Seat seat) {
    this.fitting = fitting;
    this.models = models;
    this.store = store;
    this.seat = seat;
  }

  public RetrainResult retrain(Job job, Instant end, Promote promote, Progress progress) {
    ReentrantLock training = models.training(job);
    if (!training.tryLock()) {
      throw new RetrainRunningException(job.name());
    }
    try (TrainingLease lease = lease(job)) {
      Watch watch = new Watch(progress, lease, seat.clock());
      running.put(job.name(), watch);
      return challenge(job, end, promote, watch);
    } catch (CancellationException e) {
      throw new RetrainCancelledException(job.name(), e);
    } finally {
      running.remove(job.name());
      training.unlock();
    }
  }

  private TrainingLease lease(Job job) {
    return store
        .lease(job.name(), seat.owner(), seat.clock().instant(), Watch.LEASE)
        .orElseThrow(() -> new RetrainRunningException(job.name()));
  }

  /** Ends the job's training, wherever it runs; returns whether one ran. */
  public boolean cancel(String job) {
    Watch watch = running.get(job);
    if (watch != null) {
      watch.cancel();
      return true;
    }
    return store.revoke(job);
  }

  /** Ends all trainings of this process. */
  public void cancelAll() {
    running.values().forEach(Watch::cancel);
  }

  private RetrainResult challenge(Job job, Instant end, Promote promote, Watch watch) {
    Optional<String> current = store.currentId(job.name());
    SeriesRead read = watch.reading(() -> fitting.history(job, end));
    Optional<ModelSlot.Lease> champion = champion(job);
    try {
      RetrainResult result =
          champion.isPresent()
              ? contend(job, end, read, champion.get().model(), promote, watch)
              : unopposed(job, end, read, current, watch);
      watch.check();
      Optional<String> judged = champion.map(lease -> lease.model().manifest().fitId());
      return publish(promote == Promote.ALWAYS ? result.forced() : result, current, judged);
    } finally {
      champion.ifPresent(ModelSlot.Lease::close);
    }
  }

  private Optional<ModelSlot.Lease> champion(Job job) {
    try {
      return models.lease(job);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.DAMAGED) {
        throw e;
      }
      LOG.log(Level.ERROR, "no champion of {0}: {1}", job.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** There is nothing to compare with: all of the history is learnt from. */
  private RetrainResult unopposed(
      Job job, Instant end, SeriesRead read, Optional<String> current, Watch watch) {
    Fitting.Trained trained = fitting.fit(job, end, read.matrix(), watch);
    Promotion promotion =
        current.isEmpty()
            ? Promotion.first()
            : new Promotion(
                Decision.OTHER_RECIPE,
                "version " + current.get() + " cannot serve what the job asks for now",
                current,
                Optional.empty());
    return RetrainResult.of(trained, promotion, read.how());
  }

  /** Without a stretch to prove it on the history may be too short; by force all of it is used. */
  private RetrainResult contend(
      Job job, Instant end, SeriesRead read, ServingModel champion, Promote promote, Watch watch) {
    SeriesMatrix all = read.matrix();
    SeriesMatrix judged = job.recipe().exclusions().applyTo(all);
    int seen = Math.max(1, all.columns() - Referee.stretch(judged));
    Fitting.Trained trained;
    try {
      trained = fitting.fit(job, end, all.slice(0, seen), watch);
    } catch (TrainingException e) {
      if (promote != Promote.ALWAYS || e.kind() != TrainingException.Kind.NOT_ENOUGH_HISTORY) {
        throw e;
      }
      Promotion unproven =
          new Promotion(
              Decision.TOO_LITTLE_NEW,
              "the history is too short to keep a part of it for a proof",
              Optional.of(champion.manifest().id()),
              Optional.empty());
      return RetrainResult.of(fitting.fit(job, end, all, watch), unproven, read.how());
    }
    try (ServingModel challenger = ServingModel.open(trained.detector())) {
      int maxGapSteps = job.recipe().preprocessing().maxGapSteps();
      Promotion promotion = Referee.decide(judged, maxGapSteps, champion, challenger);
      return RetrainResult.of(trained, promotion, read.how());
    }
  }

  private RetrainResult publish(
      RetrainResult result, Optional<String> current, Optional<String> judged) {
    if (!result.promotion().isPromoted()) {
      return result;
    }
    Optional<String> expected = current;
    while (true) {
      try {
        models.publish(result.detector(), expected);
        return result;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.CONFLICT) {
          throw e;
        }
        String job = result.detector().manifest().job();
        Optional<String> now = store.currentId(job);
        if (now.equals(expected) || !fitId(job, now).equals(judged)) {
          return result.decided(Decision.OVERTAKEN, String.valueOf(e.getMessage()));
        }
        expected = now;
      }
    }
  }

  /** Series that join a champion do not change what it was found to be. */
  private Optional<String> fitId(String job, Optional<String> id) {
    return id.map(version -> store.manifest(job, version).fitId());
  }
}
