package dev.tocsin.model.onnx;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place a job's model serves from, and is swapped in while others score. Thread-safe.
 *
 * <p>Who scores holds a {@link Lease}. A model that was swapped out is closed when its last lease
 * ends, so nobody can run a closed one, and a swap waits for nobody. At shutdown {@link #drain}
 * waits for the last lease: ONNX Runtime must not be unloaded under a running call.
 */
public final class ModelSlot {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private @Nullable Held current;
  private int open;
  private boolean drained;

  /** A model, and how many use it: the slot itself counts as one. */
  private static final class Held {
    private final ServingModel model;
    private int users = 1;

    private Held(ServingModel model) {
      this.model = model;
    }
  }

  /** The model that serves, kept open until the lease is closed; empty if there is none. */
  public Optional<Lease> lease() {
    lock.lock();
    try {
      if (current == null) {
        return Optional.empty();
      }
      current.users++;
      return Optional.of(new Lease(current));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets {@code model} serve from now on. The slot owns it: it closes it in time.
   *
   * @throws IllegalStateException if the slot was drained; the model is closed then
   */
  public void swap(ServingModel model) {
    if (!install(model)) {
      model.close();
      throw new IllegalStateException("the slot is drained, expected no new model at shutdown");
    }
  }

  private boolean install(ServingModel model) {
    Held old;
    lock.lock();
    try {
      if (drained) {
        return false;
      }
      old = current;
      current = new Held(model);
      open++;
    } finally {
      lock.unlock();
    }
    if (old != null) {
      release(old);
    }
    return true;
  }

  /** Lets no model serve any more, now or later; one that is leased is closed by its last user. */
  public void retire() {
    Held old;
    lock.lock();
    try {
      drained = true;
      old = current;
      current = null;
    } finally {
      lock.unlock();
    }
    if (old != null) {
      release(old);
    }
  }

  /**
   * Lets no model serve any more, and waits until the last lease ends and all models are closed.
   *
   * @param patience how long to wait at most
   * @return whether all models are closed
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean drain(Duration patience) throws InterruptedException {
    retire();
    return awaitIdle(patience);
  }

  private boolean awaitIdle(Duration patience) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(patience.toMillis());
    lock.lockInterruptibly();
    try {
      while (open > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = idle.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** How many models are open: the one that serves, and those swapped out but still leased. */
  public int openModels() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  private void release(Held held) {
    if (!leave(held)) {
      return;
    }
    try {
      held.model.close();
    } finally {
      closed();
    }
  }

  private boolean leave(Held held) {
    lock.lock();
    try {
      held.users--;
      return held.users == 0;
    } finally {
      lock.unlock();
    }
  }

  private void closed() {
    lock.lock();
    try {
      open--;
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The right to use a model until it is closed. Confined to one thread. */
  public final class Lease implements AutoCloseable {
    private final Held held;
    private boolean ended;

    private Lease(Held held) {
      this.held = held;
    }

    /**
     * The model.
     *
     * @throws IllegalStateException if the lease has ended
     */
    public ServingModel model() {
      if (ended) {
        throw new IllegalStateException("the lease has ended, expected the model to be leased");
      }
      return held.model;
    }

    /** Ends the lease; ending it again does nothing. */
    @Override
    public void close() {
      if (!ended) {
        ended = true;
        release(held);
      }
    }
  }
}
