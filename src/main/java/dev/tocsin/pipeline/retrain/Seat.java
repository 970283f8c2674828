package dev.tocsin.pipeline.retrain;

import dev.tocsin.store.ModelStore;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The process a pipeline runs in, among those that share its store.
 *
 * @param owner who it is
 * @param clock tells when a lease ends; nothing else goes by it
 */
public record Seat(ModelStore.Owner owner, InstantSource clock) {
  /** Of a process that shares its store with nobody: leases need not end. */
  public static Seat alone() {
    return new Seat(new ModelStore.Owner("alone", "alone"), () -> Instant.EPOCH);
  }
}
