package dev.tocsin.model.onnx;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for native code no longer than it may take. What comes later is closed; a thread that never
 * comes back cannot be ended, and is left behind as a daemon.
 */
final class Deadline {
  private Deadline() {}

  /**
   * The result of {@code work}, done by a thread of its own.
   *
   * @throws DetectorException of kind {@code TIMEOUT}
   * @throws ExecutionException what {@code work} threw
   */
  static <T extends AutoCloseable> T within(Duration patience, String what, Callable<T> work)
      throws ExecutionException {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(work, done), "tocsin-model-load");
    thread.setDaemon(true);
    thread.start();
    try {
      return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late(done, what + " took more than " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(done, what + " was interrupted", e);
    }
  }

  private static <T extends AutoCloseable> void run(Callable<T> work, CompletableFuture<T> done) {
    try {
      T result = work.call();
      if (!done.complete(result)) {
        result.close();
      }
    } catch (Throwable e) { // an Error too: nobody else would tell who waits
      done.completeExceptionally(e);
    }
  }

  private static DetectorException late(CompletableFuture<?> done, String met, Exception cause) {
    DetectorException late =
        new DetectorException(
            DetectorException.Kind.TIMEOUT,
            met + ", expected it to take milliseconds: the model is not used",
            cause);
    if (!done.completeExceptionally(late) && done.getNow(null) instanceof AutoCloseable result) {
      close(result, late); // it came at the last moment
    }
    return late;
  }

  private static void close(AutoCloseable result, DetectorException late) {
    try {
      result.close();
    } catch (Exception e) {
      late.addSuppressed(e);
    }
  }
}
