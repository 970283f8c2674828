package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.serving.JobModels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Fits the first model of a job when the job is scored for the first time. Thread-safe: of those
 * who ask at once one fits, and the others wait.
 */
public final class FirstFit {
  private static final System.Logger LOG = System.getLogger(FirstFit.class.getName());

  private final Fitting fitting;
  private final JobModels models;
  private final ModelStore store;

  public FirstFit(Fitting fitting, JobModels models, ModelStore store) {
    this.fitting = fitting;
    this.models = models;
    this.store = store;
  }

  /**
   * The model that serves the job; its first one, if it has none and the history suffices.
   *
   * @param end of the steps that are about to be scored
   * @param steps how many those are: nothing is learnt from them, or where too little lies before,
   *     from the last of them
   */
  public Optional<ModelSlot.Lease> serving(Job job, Instant end, int steps) {
    Optional<ModelSlot.Lease> lease = models.lease(job);
    if (lease.isPresent()) {
      return lease;
    }
    ReentrantLock training = models.training(job);
    training.lock();
    try {
      lease = models.lease(job);
      return lease.isPresent() ? lease : fit(job, end, steps);
    } finally {
      training.unlock();
    }
  }

  private Optional<ModelSlot.Lease> fit(Job job, Instant end, int steps) {
    Duration scored = job.reach().step().multipliedBy(steps);
    for (Instant until : List.of(end.minus(scored), end.minus(job.reach().step()))) {
      try {
        Optional<String> current = store.currentId(job.name());
        SeriesMatrix history = fitting.history(job, until).matrix();
        publish(fitting.fit(job, until, history, Progress.none()).detector(), current);
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

  private void publish(Detector detector, Optional<String> current) {
    try {
      models.publish(detector, current);
      LOG.log(Level.INFO, line(detector, current));
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.CONFLICT) {
        throw e;
      }
      LOG.log(Level.DEBUG, "another process trained first: {0}", e.getMessage());
    }
  }

  /** A fit costs as much as a retraining, and comes with each score where two jobs share a name. */
  private static String line(Detector detector, Optional<String> current) {
    return "job "
        + detector.manifest().job()
        + ": fitted "
        + detector.manifest().id()
        + current
            .map(other -> ", as " + other + " cannot serve what the job asks for now")
            .orElse(", its first model");
  }
}
