package dev.tocsin.function.retrain;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.RunLog;
import dev.tocsin.pipeline.Job;
import dev.tocsin.pipeline.Promote;
import dev.tocsin.series.PrometheusDuration;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
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
  private static final String OFF = "off";

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
            (name, job) -> {
              String every = job.schedule().retrain();
              if (!every.equals(OFF)) {
                schedule(jobs.named(name), every(name, every), scheduler);
              }
            });
  }

  private static Duration every(String job, String text) {
    String property = "tocsin.jobs." + job + ".schedule.retrain";
    try {
      Duration every = PrometheusDuration.parse(text);
      if (every.compareTo(Duration.ofSeconds(1)) >= 0) {
        return every;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          property + ": " + e.getMessage() + ", or off", e, Set.of(property));
    }
    throw new ConfigurationException(
        property + " is \"" + text + "\", expected 1s or more, or off", Set.of(property));
  }

  private void schedule(Job job, Duration every, Scheduler scheduler) {
    scheduler
        .newJob("retrain-" + job.name())
        .setInterval(every.toString())
        // Not at the start: there a model is in the store, or the first score trains one.
        .setDelayed(every.toString())
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
