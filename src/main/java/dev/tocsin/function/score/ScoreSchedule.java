package dev.tocsin.function.score;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.trigger.JobSchedule;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.score.ScoreResult;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;

/** Scores jobs from inside the process; each run makes up for those that failed before it. */
@ApplicationScoped
class ScoreSchedule {
  private final JobSchedule schedule;
  private final ScoreFunction score;
  private final InstantSource clock;

  ScoreSchedule(JobSchedule schedule, ScoreFunction score, InstantSource clock) {
    this.schedule = schedule;
    this.score = score;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    schedule.add(
        "score",
        TocsinConfig.Schedule::score,
        JobSchedule.First.AT_START,
        job -> {
          CatchUp catchUp = new CatchUp(job.reach());
          return run -> score(job, catchUp, run);
        });
  }

  private void score(Job job, CatchUp catchUp, RunLog.Run run) {
    Instant now = clock.instant();
    int steps = catchUp.steps(now);
    run.put("steps", steps);
    ScoreResult result = score.score(job, now, steps, Part.whole(job), run);
    catchUp.done(result.at());
  }
}
