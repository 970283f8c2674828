package dev.tocsin.function.request;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds how many calls do what costs much at the same time; the others are told so. Thread-safe.
 */
public final class AtOnce {
  private final int most;
  private final String what;
  private final Semaphore free;

  /**
   * A bound.
   *
   * @param what goes on then, such as {@code back-tests are running}
   */
  public AtOnce(int most, String what) {
    this.most = most;
    this.what = what;
    this.free = new Semaphore(most);
  }

  /**
   * Does the work.
   *
   * @throws ProblemException if too many do already
   */
  public <T> T run(Supplier<T> work) {
    if (!free.tryAcquire()) {
      throw new ProblemException(
          Problem.Kind.OVERLOADED,
          most + " " + what + " already; expected fewer at once: ask again later");
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
