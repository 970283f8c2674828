package dev.tocsin.function.score;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.RunLog;
import dev.tocsin.function.trigger.Interval;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.score.ScoreResult;
import dev.tocsin.series.PrometheusDuration;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Scores jobs from inside the process, where configuration asks for it.
 *
 * <p>Opt-in, as the schedule of retraining is: at zero replicas nothing fires, and with several
 * every one fires. There a PingSource or EventBridge calls instead.
 */
@ApplicationScoped
class ScoreSchedule {
  private static final Logger LOG = Logger.getLogger(ScoreSchedule.class);

  private final TocsinConfig config;
  private final Jobs jobs;
  private final ScoreFunction score;
  private final RunLog log;
  private final InstantSource clock;

  ScoreSchedule(
      TocsinConfig config, Jobs jobs, ScoreFunction score, RunLog log, InstantSource clock) {
    this.config = config;
    this.jobs = jobs;
    this.score = score;
    this.log = log;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event, Scheduler scheduler) {
    config
        .jobs()
        .forEach(
            (name, job) ->
                Interval.parse("tocsin.jobs." + name + ".schedule.score", job.schedule().score())
                    .ifPresent(every -> schedule(jobs.named(name), every, scheduler)));
  }

  private void schedule(Job job, Duration every, Scheduler scheduler) {
    CatchUp catchUp = new CatchUp(job.reach());
    scheduler
        .newJob("score-" + job.name())
        .setInterval(every.toString())
        .setDelayed(Interval.jitter(every, ThreadLocalRandom.current()).toString())
        .setConcurrentExecution(ConcurrentExecution.SKIP)
        .setTask(execution -> run(job, catchUp))
        .schedule();
    LOG.infof("job %s is scored every %s", job.name(), PrometheusDuration.format(every));
  }

  private void run(Job job, CatchUp catchUp) {
    try {
      log.run("score", run -> score(job, catchUp, run));
    } catch (RuntimeException e) {
      // The line of the run says what happened; the next one makes up for it.
      LOG.debugf(e, "scheduled scoring of %s failed", job.name());
    }
  }

  private ScoreResult score(Job job, CatchUp catchUp, RunLog.Run run) {
    run.job(job);
    Instant now = clock.instant();
    int steps = catchUp.steps(now);
    run.put("steps", steps);
    ScoreResult result = score.score(job, now, steps, Part.whole(job), run);
    catchUp.done(result.at());
    return result;
  }
}
