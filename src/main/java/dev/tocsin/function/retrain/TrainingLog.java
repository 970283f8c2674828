package dev.tocsin.function.retrain;

import dev.tocsin.model.Progress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Logs how far a training is, at most once a second. Confined to one training. */
public final class TrainingLog implements Progress {
  private static final Logger LOG = Logger.getLogger("dev.tocsin.train");
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final String job;
  private final LongSupplier nanos;
  private long lastNanos;

  /** A log under this name. */
  public TrainingLog(String job) {
    this(job, System::nanoTime);
  }

  TrainingLog(String job, LongSupplier nanos) {
    this.job = job;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public void report(Step step) {
    long now = nanos.getAsLong();
    if (now - lastNanos < EVERY_NANOS) {
      return;
    }
    lastNanos = now;
    String loss = step.loss().isPresent() ? " loss=" + step.loss().getAsDouble() : "";
    LOG.infof("training job=%s %s %d/%d%s", job, step.stage(), step.done(), step.total(), loss);
  }
}
