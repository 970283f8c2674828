package dev.tocsin.function;

import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.LinearTrainer;
import dev.tocsin.model.tribuo.Normalisation;
import dev.tocsin.model.tribuo.PooledTrainer;
import dev.tocsin.model.tribuo.lstm.LstmForecasterTrainer;
import dev.tocsin.model.tribuo.lstm.LstmSettings;
import jakarta.inject.Singleton;
import java.time.InstantSource;
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

  Trainers(InstantSource clock) {
    add(new PooledTrainer(new LinearTrainer()));
    add(
        new PooledTrainer(
            new LstmForecasterTrainer(LstmSettings.standard(), Normalisation.CHANGES, clock)));
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
