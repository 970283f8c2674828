package dev.tocsin.eval.peer;

import com.amazon.randomcutforest.RandomCutForest;
import dev.tocsin.eval.baseline.Baseline;
import dev.tocsin.eval.baseline.OnlineScore;

/**
 * Random cut forest, as AWS publishes it: the anomaly score of the last 8 values as one point in a
 * forest of 50 trees of 256 points.
 */
public final class RandomCutForestBaseline implements Baseline {
  private static final int SHINGLE = 8;
  private static final int TREES = 50;
  private static final int POINTS = 256;

  @Override
  public String name() {
    return "random cut forest";
  }

  @Override
  public OnlineScore start(Stream stream) {
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .internalShinglingEnabled(true)
            .numberOfTrees(TREES)
            .sampleSize(POINTS)
            .randomSeed(stream.name().hashCode())
            .build();
    return value -> {
      float[] point = {(float) value};
      double score = forest.getAnomalyScore(point);
      forest.update(point);
      return score;
    };
  }
}
