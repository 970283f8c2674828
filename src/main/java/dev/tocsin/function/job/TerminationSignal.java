package dev.tocsin.function.job;

/**
 * Does something as soon as the process is told to end. Quarkus tells so only once all requests are
 * answered, for which a long one would be waited for.
 */
public final class TerminationSignal implements AutoCloseable {
  private final Thread hook;

  /** Lets {@code action} run, once, when the process is told to end. */
  public TerminationSignal(Runnable action) {
    this.hook = new Thread(action, "tocsin-termination");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Lets it run no more, if it has not. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the action runs, or has run.
    }
  }
}
