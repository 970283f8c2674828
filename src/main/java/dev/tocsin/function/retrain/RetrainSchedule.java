package dev.tocsin.function.retrain;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.RunLog;
import dev.tocsin.function.trigger.Interval;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.retrain.Promote;
import dev.tocsin.series.PrometheusDuration;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Retrains jobs from inside the process, where configuration asks for it.
 *
 * <p>Opt-in: at zero replicas nothing fires, and with several every one fires. There a PingSource
 * or EventBridge calls {@code /retrain} instead.
 */
@ApplicationScoped
class RetrainSchedule {
  private static final Logger LOG = Logger.getLogger(RetrainSchedule.class);

  private final TocsinConfig config;
  private final Jobs jobs;
  private final RetrainFunction retrain;
  private final RunLog log;
  private final InstantSource clock;

  RetrainSchedule(
      TocsinConfig config, Jobs jobs, RetrainFunction retrain, RunLog log, InstantSource clock) {
    this.config = config;
    this.jobs = jobs;
    this.retrain = retrain;
    this.log = log;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event, Scheduler scheduler) {
    config
        .jobs()
        .forEach(
            (name, job) ->
                Interval.parse(
                        "tocsin.jobs." + name + ".schedule.retrain", job.schedule().retrain())
                    .ifPresent(every -> schedule(jobs.named(name), every, scheduler)));
  }

  private void schedule(Job job, Duration every, Scheduler scheduler) {
    scheduler
        .newJob("retrain-" + job.name())
        .setInterval(every.toString())
        // Not at the start: there a model is in the store, or the first score trains one.
        .setDelayed(every.plus(Interval.jitter(every, ThreadLocalRandom.current())).toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> retrain(job))
        .schedule();
    LOG.infof("job %s is retrained every %s", job.name(), PrometheusDuration.format(every));
  }

  private void retrain(Job job) {
    try {
      log.run(
          "retrain",
          run -> {
            run.job(job);
            return retrain.retrain(job, clock.instant(), Promote.IF_NOT_WORSE, run);
          });
    } catch (RuntimeException e) {
      // The line of the run says what happened; the schedule goes on.
      LOG.debugf(e, "scheduled retraining of %s failed", job.name());
    }
  }
}
