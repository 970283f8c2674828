package dev.tocsin.function.trigger;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * The answers to events that came lately, so that one that comes again is answered without running
 * again.
 *
 * <p>Brokers, SQS, Lambda and Alertmanager deliver at least once. What is remembered is bounded by
 * time, number and size, and dies with the process: behind that bound it is the results that do no
 * harm twice, because each bears the time of its sample. An event that failed is not remembered, so
 * that trying again tries again. Thread-safe.
 */
@Singleton
public final class SeenEvents {
  /** Longer than brokers try again by default, which is for minutes. */
  static final Duration KEPT_FOR = Duration.ofHours(1);

  static final int MAX_EVENTS = 10_000;

  /** Of UTF-16, which is a byte a character where all are Latin: 32 MB. */
  static final long MAX_CHARS = 32L << 20;

  private final InstantSource clock;

  /** In the order of their arrival. Guarded by itself, and so is {@code chars}. */
  private final Map<Key, Seen> events = new LinkedHashMap<>();

  private long chars;

  public SeenEvents(InstantSource clock) {
    this.clock = clock;
  }

  /** CloudEvents are the same if source and id are. */
  private record Key(String source, String id) {
    int length() {
      return source.length() + id.length();
    }
  }

  private static final class Seen {
    private final Instant arrived;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private int chars;

    Seen(Instant arrived) {
      this.arrived = arrived;
    }
  }

  /**
   * The answer to an event: that of {@code work}, which runs unless the event came before. If it
   * came before and still runs, waits for it.
   */
  public String once(String source, String id, Supplier<String> work) {
    Key key = new Key(source, id);
    Seen mine = new Seen(clock.instant());
    Seen before;
    synchronized (events) {
      forgetOld(mine.arrived);
      before = events.putIfAbsent(key, mine);
    }
    return before == null ? run(key, mine, work) : join(before);
  }

  private String run(Key key, Seen mine, Supplier<String> work) {
    try {
      String answer = work.get();
      mine.answer.complete(answer);
      weigh(mine, key.length() + answer.length());
      return answer;
    } catch (RuntimeException | Error e) {
      synchronized (events) {
        events.remove(key, mine);
      }
      mine.answer.completeExceptionally(e);
      throw e;
    }
  }

  private static String join(Seen before) {
    try {
      return before.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void weigh(Seen mine, int length) {
    synchronized (events) {
      mine.chars = length;
      chars += length;
      forgetOld(mine.arrived);
    }
  }

  private void forgetOld(Instant now) {
    Instant oldest = now.minus(KEPT_FOR);
    Iterator<Seen> eldestFirst = events.values().iterator();
    while (eldestFirst.hasNext()) {
      Seen eldest = eldestFirst.next();
      boolean tooMuch = events.size() > MAX_EVENTS || chars > MAX_CHARS;
      if (!tooMuch && !eldest.arrived.isBefore(oldest)) {
        return;
      }
      // One that still runs weighs nothing yet; forgotten, it would run twice at once.
      if (eldest.answer.isDone()) {
        chars -= eldest.chars;
        eldestFirst.remove();
      }
    }
  }
}
