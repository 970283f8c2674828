package dev.tocsin.function.retrain;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.trigger.JobSchedule;
import dev.tocsin.pipeline.retrain.Promote;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/** Retrains jobs from inside the process. */
@ApplicationScoped
class RetrainSchedule {
  private final JobSchedule schedule;
  private final RetrainFunction retrain;
  private final InstantSource clock;

  RetrainSchedule(JobSchedule schedule, RetrainFunction retrain, InstantSource clock) {
    this.schedule = schedule;
    this.retrain = retrain;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    schedule.add(
        "retrain",
        TocsinConfig.Schedule::retrain,
        // Not at the start: there a model is in the store, or the first score trains one.
        JobSchedule.First.AFTER_INTERVAL,
        job -> run -> retrain.retrain(job, clock.instant(), Promote.IF_NOT_WORSE, run));
  }
}
