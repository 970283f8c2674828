package dev.tocsin.store;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that publishes copies of a version of job {@code dns} as fast as it can: arguments are
 * the root, the id of the version, how many to publish, and what its ids begin with. Tells each
 * that it published, and what that replaced.
 */
public final class Publisher {
  private Publisher() {}

  /** Publishes. */
  public static void main(String[] arguments) {
    FileModelStore store = new FileModelStore(Path.of(arguments[0]), 4, Duration.ofMillis(500));
    Detector model = new FileModelStore(Path.of(arguments[1]), 1).load("dns", "first");
    int wanted = Integer.parseInt(arguments[2]);
    System.out.println("ready");
    for (int published = 0; published < wanted; ) {
      String replaced = store.currentId("dns").orElse("none");
      String id = arguments[3] + "%06d".formatted(published);
      try {
        store.publish(Detectors.renamed(model, id), replaced);
        System.out.println(id + " " + replaced);
        published++;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.CONFLICT) {
          throw e;
        }
        System.out.println("conflict");
      }
    }
  }
}
