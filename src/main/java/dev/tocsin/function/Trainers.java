package dev.tocsin.function;

import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.LinearTrainer;
import dev.tocsin.model.tribuo.PooledTrainer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trainers there are, by kind. */
@Singleton
class Trainers {
  /** What a job gets that does not ask for a kind. */
  static final String DEFAULT_KIND = LinearTrainer.KIND;

  private final Map<String, Trainer> byKind = new TreeMap<>();

  Trainers() {
    add(new PooledTrainer(new LinearTrainer()));
  }

  private void add(Trainer trainer) {
    byKind.put(trainer.kind(), trainer);
  }

  Map<String, Trainer> byKind() {
    return Map.copyOf(byKind);
  }

  Set<String> kinds() {
    return new TreeSet<>(byKind.keySet());
  }
}
