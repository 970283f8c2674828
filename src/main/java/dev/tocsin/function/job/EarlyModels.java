package dev.tocsin.function.job;

import dev.tocsin.pipeline.job.Job;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens models while the process starts, on a thread of its own: the native library, the model's
 * file and its session are a tenth of a second that the first score need not wait for.
 */
final class EarlyModels {
  private static final Logger LOG = Logger.getLogger(EarlyModels.class);

  /** Who has more jobs than that in one function loads each when it is asked for. */
  private static final int MOST = 8;

  private volatile boolean ended;
  private volatile @Nullable Thread opening;

  /** Begins to open the first of these jobs' models. */
  void open(List<Job> jobs, Consumer<Job> open) {
    Thread thread = new Thread(() -> jobs.stream().limit(MOST).forEach(job -> one(job, open)));
    thread.setName("tocsin-early-models");
    thread.setDaemon(true);
    thread.start();
    opening = thread;
  }

  private void one(Job job, Consumer<Job> open) {
    if (ended) {
      return;
    }
    try {
      open.accept(job);
    } catch (RuntimeException e) {
      // The score that needs it fails alike, or is answered by an older version, and tells.
      LOG.debugf(e, "the model of job %s was not opened early", job.name());
    }
  }

  /** Opens no more, and waits for the one that is being opened. */
  void end(Duration patience) throws InterruptedException {
    ended = true;
    Thread thread = opening;
    if (thread != null) {
      thread.join(patience.toMillis());
    }
  }
}
