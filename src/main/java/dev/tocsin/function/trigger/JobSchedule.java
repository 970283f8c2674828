package dev.tocsin.function.trigger;

import dev.tocsin.function.config.Interval;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.series.PrometheusDuration;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Runs functions from inside the process for the jobs whose configuration asks for it: each job by
 * itself, never twice at once, and not all of one interval at the same time.
 *
 * <p>Opt-in: at zero replicas nothing fires, and with several every one fires. There a PingSource
 * or EventBridge calls instead.
 */
@Singleton
public final class JobSchedule {
  private static final Logger LOG = Logger.getLogger(JobSchedule.class);

  private final TocsinConfig config;
  private final Jobs jobs;
  private final RunLog log;
  private final Scheduler scheduler;

  JobSchedule(TocsinConfig config, Jobs jobs, RunLog log, Scheduler scheduler) {
    this.config = config;
    this.jobs = jobs;
    this.log = log;
    this.scheduler = scheduler;
  }

  /** When the first run is. */
  public enum First {
    /** As soon as the process is there. */
    AT_START,
    /** After one interval. */
    AFTER_INTERVAL
  }

  /** What a run does. */
  @FunctionalInterface
  public interface Task {
    /** Runs, and notes in the run's line what it did. */
    void run(RunLog.Run run);
  }

  /**
   * Schedules a function for the jobs that ask for it.
   *
   * @param function its name, as of {@code tocsin.jobs.<name>.schedule.<function>}
   * @param interval what a job's configuration says of it
   * @param tasks makes the task of a job
   * @throws io.quarkus.runtime.configuration.ConfigurationException if an interval is none
   */
  public void add(
      String function,
      Function<TocsinConfig.Schedule, String> interval,
      First first,
      Function<Job, Task> tasks) {
    config
        .jobs()
        .forEach(
            (name, job) ->
                Interval.parse(
                        "tocsin.jobs." + name + ".schedule." + function,
                        interval.apply(job.schedule()))
                    .ifPresent(every -> schedule(function, jobs.named(name), every, first, tasks)));
  }

  private void schedule(
      String function, Job job, Duration every, First first, Function<Job, Task> tasks) {
    Duration jitter = Interval.jitter(every, ThreadLocalRandom.current());
    Task task = tasks.apply(job);
    scheduler
        .newJob(function + "-" + job.name())
        .setInterval(every.toString())
        .setDelayed((first == First.AT_START ? jitter : every.plus(jitter)).toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> run(function, job, task))
        .schedule();
    LOG.infof("%s of job %s every %s", function, job.name(), PrometheusDuration.format(every));
  }

  private void run(String function, Job job, Task task) {
    try {
      log.run(
          function,
          run -> {
            run.job(job);
            task.run(run);
            return job;
          });
    } catch (RuntimeException e) {
      // The line of the run says what happened; the schedule goes on.
      LOG.debugf(e, "scheduled %s of %s failed", function, job.name());
    }
  }
}
