package dev.tocsin.push.delivery;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts of a sink. Thread-safe. */
final class Tally {
  private long sent;
  private long retried;
  private Drops drops = Drops.none();
  private @Nullable String lastError;

  synchronized void sent(long items) {
    sent += items;
  }

  synchronized void retried(String why) {
    retried++;
    lastError = why;
  }

  synchronized void dropped(Drops more) {
    drops = drops.plus(more);
  }

  synchronized void failed(String why) {
    lastError = why;
  }

  synchronized long sent() {
    return sent;
  }

  synchronized long retried() {
    return retried;
  }

  synchronized Drops drops() {
    return drops;
  }

  synchronized Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }
}
