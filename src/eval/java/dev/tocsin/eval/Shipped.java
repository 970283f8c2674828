package dev.tocsin.eval;

import dev.tocsin.eval.contest.Tocsin;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import java.time.InstantSource;

/** The detector that ships: the ensemble. */
final class Shipped {
  private Shipped() {}

  static Tocsin detector() {
    return new Tocsin(new SeasonalArTrainer(InstantSource.system()), SeasonalArTrainer.WINDOW);
  }
}
