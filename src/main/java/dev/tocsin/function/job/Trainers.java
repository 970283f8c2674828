package dev.tocsin.function.job;

import dev.tocsin.model.Trainer;
import dev.tocsin.model.tribuo.lstm.LstmForecasterTrainer;
import dev.tocsin.model.tribuo.novelty.KMeansMeasureTrainer;
import dev.tocsin.model.tribuo.novelty.OneClassSvmTrainer;
import dev.tocsin.model.tribuo.pooled.LinearTrainer;
import dev.tocsin.model.tribuo.pooled.Normalisation;
import dev.tocsin.model.tribuo.pooled.PooledTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The trainers there are, by kind. */
@Singleton
public class Trainers {
  private final Map<String, Trainer> byKind = new TreeMap<>();

  public Trainers(InstantSource clock) {
    add(new SeasonalArTrainer(clock));
    add(new PooledTrainer(new LinearTrainer()));
    add(new PooledTrainer(new LstmForecasterTrainer(Normalisation.CHANGES, clock)));
    add(new PooledTrainer(new KMeansMeasureTrainer()));
    add(new PooledTrainer(new OneClassSvmTrainer()));
  }

  private void add(Trainer trainer) {
    byKind.put(trainer.kind(), trainer);
  }

  public Map<String, Trainer> byKind() {
    return Map.copyOf(byKind);
  }

  /** Whether models of a kind make forecasts, or scores alone. */
  public boolean forecasts(String kind) {
    return !byKind.containsKey(kind) || byKind.get(kind).forecasts();
  }

  public Set<String> kinds() {
    return new TreeSet<>(byKind.keySet());
  }
}
