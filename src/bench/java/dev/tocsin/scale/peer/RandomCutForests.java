package dev.tocsin.scale.peer;

import com.amazon.randomcutforest.RandomCutForest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A random cut forest for each series, as AWS publishes it, kept in memory: the last 8 values as
 * one point in 50 trees of 256 points, its defaults. It learns from each step it scores.
 */
public final class RandomCutForests implements Peer {
  private static final int SHINGLE = 8;
  private static final int TREES = 50;
  private static final int POINTS = 256;

  private final Map<Map<String, String>, RandomCutForest> forests = new HashMap<>();
  private final PlainClient newest;

  /** Lets the forests learn from as many steps before the first that is scored. */
  public RandomCutForests(URI server, String query, long stepMillis, int steps, long endMillis) {
    this.newest = new PlainClient(server, query, stepMillis, 1);
    for (PlainClient.Series series :
        new PlainClient(server, query, stepMillis, steps).read(endMillis)) {
      RandomCutForest forest = forest(series.metric().hashCode());
      series.values().forEach(sample -> forest.update(point(sample)));
      forests.put(series.metric(), forest);
    }
  }

  private static RandomCutForest forest(long seed) {
    return RandomCutForest.builder()
        .dimensions(SHINGLE)
        .shingleSize(SHINGLE)
        .internalShinglingEnabled(true)
        .numberOfTrees(TREES)
        .sampleSize(POINTS)
        .randomSeed(seed)
        .build();
  }

  private static float[] point(List<Object> sample) {
    return new float[] {(float) PlainClient.value(sample)};
  }

  @Override
  public String name() {
    return "RandomCutForest 4.4.0, a forest for each series";
  }

  @Override
  public int score(long endMillis) {
    int scored = 0;
    for (PlainClient.Series series : newest.read(endMillis)) {
      RandomCutForest forest = forests.get(series.metric());
      if (forest != null) {
        float[] point = point(series.values().get(0));
        if (!Double.isNaN(forest.getAnomalyScore(point))) {
          scored++;
        }
        forest.update(point);
      }
    }
    return scored;
  }
}
