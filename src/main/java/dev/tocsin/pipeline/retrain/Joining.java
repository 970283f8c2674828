package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.TrainingException;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.serving.JobModels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SourceException;
import dev.tocsin.store.ModelStore;
import dev.tocsin.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets series that came after a model's fit join it: they are fitted from what history they have,
 * and a version with them is published that has everything else of the one before.
 *
 * <p>The store is what remembers that a series joined, so that no process fits it again; the age of
 * the version spaces the attempts. Where nothing can be published, each process waits longer by
 * itself. Nothing that goes wrong here spoils the run: the series are not in the model then, as
 * before. Thread-safe.
 */
public final class Joining {
  private static final System.Logger LOG = System.getLogger(Joining.class.getName());

  /** Steps from one version to the next: a model of 100,000 series is 73 MB to write. */
  private static final int SPACING_STEPS = 10;

  /** The same after an attempt that published nothing. */
  private static final int PAUSE_STEPS = 100;

  /** How often another process may publish first. */
  private static final int ATTEMPTS = 10;

  private final Fitting fitting;
  private final JobModels models;
  private final ModelStore store;

  /** By job, the time before which this process does not try again. */
  private final Map<String, Instant> pauses = new ConcurrentHashMap<>();

  public Joining(Fitting fitting, JobModels models, ModelStore store) {
    this.fitting = fitting;
    this.models = models;
    this.store = store;
  }

  /**
   * Lets the newcomers of a run join the model it is about to be scored by.
   *
   * @param read what the run has read of the part
   * @param steps how many of its last steps will be scored: nothing is learnt from them
   * @return the model that serves now, if any joined
   */
  public Optional<ModelSlot.Lease> join(
      Job job, Part part, ServingModel model, SeriesMatrix read, int steps) {
    int before = read.columns() - steps;
    Instant end = read.grid().time(Math.max(0, before - 1));
    if (end.isBefore(model.manifest().trainedAt().plus(steps(job, SPACING_STEPS)))) {
      return Optional.empty();
    }
    int maxGap = job.recipe().preprocessing().maxGapSteps();
    Newcomers newcomers = Newcomers.of(model.parameters(), read, before, maxGap);
    if (newcomers.series().isEmpty() || !isOurTurn(job, end)) {
      return Optional.empty();
    }
    try {
      return join(job, end, fitting.history(job, part, end, newcomers, read));
    } catch (TrainingException | SourceException | StoreException e) {
      LOG.log(Level.WARNING, "job {0}: no series join its model: {1}", job.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Duration steps(Job job, int steps) {
    return job.reach().step().multipliedBy(steps);
  }

  /** Whether this thread is to try; the next attempt then waits, unless this one succeeds. */
  private boolean isOurTurn(Job job, Instant end) {
    Instant until = end.plus(steps(job, PAUSE_STEPS));
    Instant other = pauses.putIfAbsent(job.name(), until);
    return other == null || (!end.isBefore(other) && pauses.replace(job.name(), other, until));
  }

  private Optional<ModelSlot.Lease> join(Job job, Instant end, SeriesMatrix history) {
    Optional<Detector> base = current(job);
    if (base.isEmpty()) {
      return Optional.empty();
    }
    SeriesParameters fitted = fitting.join(job, base.get(), history, Progress.none());
    publish(job, base.get(), Newcomers.noted(fitted, history, end), end);
    pauses.remove(job.name());
    return models.lease(job);
  }

  private Optional<Detector> current(Job job) {
    return store
        .current(job.name())
        .map(ModelStore.Loaded::detector)
        .filter(detector -> job.isServedBy(detector.manifest()));
  }

  /** Publishes the fit with these series; those that other processes let join meanwhile stay. */
  private void publish(Job job, Detector fit, SeriesParameters newcomers, Instant end) {
    Detector base = fit;
    for (int attempt = 1; ; attempt++) {
      Detector joined = base.joinedBy(newcomers, end);
      try {
        models.publish(joined, Optional.of(base.manifest().id()));
        LOG.log(Level.INFO, "job {0}: {1}", job.name(), joined.manifest().promotion().reason());
        return;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        String fitId = fit.manifest().fitId();
        base =
            current(job)
                .filter(now -> now.manifest().fitId().equals(fitId))
                .orElseThrow(() -> e); // a retraining was faster; newcomers will join that one
      }
    }
  }
}
