package dev.tocsin.function.wiring;

import dev.tocsin.function.job.Pipelines;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** How the process ends where Quarkus began it; on Lambda, AWS's runtime did, and ends it. */
@Singleton
class Ending {
  /** A retraining must not keep a process from ending that is told to. */
  void endInOrder(@Observes StartupEvent started, Pipelines pipelines) {
    // In tests and in development mode the process is not ours.
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      TerminationSignal.handle(pipelines::cancelRetrainings, Quarkus::asyncExit);
    }
  }
}
