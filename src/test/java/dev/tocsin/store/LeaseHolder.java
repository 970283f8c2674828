package dev.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process that takes the lease of job {@code dns}, says whether it got it, and keeps it. */
public final class LeaseHolder {
  private LeaseHolder() {}

  /** Arguments: the root, the machine, the time, the milliseconds the lease lasts. */
  public static void main(String[] arguments) throws IOException {
    FileModelStore store = new FileModelStore(Path.of(arguments[0]), 1);
    ModelStore.Owner owner =
        new ModelStore.Owner(arguments[1], Long.toString(ProcessHandle.current().pid()));
    Duration length = Duration.ofMillis(Long.parseLong(arguments[3]));
    boolean got = store.lease("dns", owner, Instant.parse(arguments[2]), length).isPresent();
    System.out.println(got ? "got it" : "refused");
    System.in.read();
  }
}
