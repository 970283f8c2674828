package dev.tocsin.function.job;

import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** The pipelines: of jobs whose models are stored, of those who brought one, and of ad hoc ones. */
public final class Pipelines {
  private static final Logger LOG = Logger.getLogger(Pipelines.class);

  /** Longer than any read may take by default, shorter than Kubernetes's grace period of 30 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Pipeline configured;
  private final Pipeline brought;
  private final Pipeline adHoc;
  private final EarlyModels early = new EarlyModels();

  public Pipelines(Pipeline configured, Pipeline brought, Pipeline adHoc) {
    this.configured = configured;
    this.brought = brought;
    this.adHoc = adHoc;
  }

  public Pipeline of(Job job) {
    if (job.recipe().kind().equals(BroughtModel.KIND)) {
      return brought;
    }
    return AdHoc.is(job) ? adHoc : configured;
  }

  /** Opens the stored models of these jobs beside whatever else the process does. */
  public void openEarly(List<Job> jobs) {
    early.open(jobs, job -> of(job).open(job));
  }

  /** Ends the retrainings that run: they may last longer than a process has to end. */
  public void cancelRetrainings() {
    configured.cancelAll();
    adHoc.cancelAll();
  }

  /** Waits for the calls that run: ONNX Runtime must not be unloaded under them. */
  public void drain() {
    try {
      early.end(PATIENCE);
      boolean configuredEnded = configured.drain(PATIENCE);
      boolean broughtEnded = brought.drain(PATIENCE);
      boolean adHocEnded = adHoc.drain(PATIENCE);
      if (!configuredEnded || !broughtEnded || !adHocEnded) {
        LOG.warnf("some calls still run after %s; they are cut off", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
