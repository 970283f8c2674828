package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.util.Arrays;
import org.tribuo.MutableDataset;
import org.tribuo.clustering.ClusterID;
import org.tribuo.clustering.ClusteringFactory;
import org.tribuo.clustering.kmeans.KMeansModel;
import org.tribuo.clustering.kmeans.KMeansTrainer;
import org.tribuo.clustering.kmeans.KMeansTrainer.Initialisation;
import org.tribuo.math.distance.L2Distance;

/** The distance of a window to the nearest of Tribuo's k-means centres. */
public final class KMeansMeasureTrainer implements NoveltyMeasureTrainer {
  /** The name {@link #kind()} gives. */
  public static final String KIND = "kmeans";

  /** More centres lie in the noise of others. */
  private static final int CENTRES = 16;

  private static final int ITERATIONS = 20;

  /** A few hundred for each centre: some seconds. */
  private static final int MOST_WINDOWS = 10_000;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int mostWindows() {
    return MOST_WINDOWS;
  }

  @Override
  public NoveltyMeasure fit(TrainingWindows windows, TrainingSettings settings) {
    MutableDataset<ClusterID> dataset =
        WindowExamples.of(
            windows, settings, new ClusteringFactory(), ClusteringFactory.UNASSIGNED_CLUSTER_ID);
    KMeansTrainer trainer =
        new KMeansTrainer(
            Math.min(CENTRES, windows.count()),
            ITERATIONS,
            new L2Distance(),
            Initialisation.PLUSPLUS,
            1, // more threads would add up in another order, and so to another model
            settings.seed());
    KMeansModel model = trainer.train(dataset);
    return new Centres(model, centres(model));
  }

  private static double[][] centres(KMeansModel model) {
    double[][] centres =
        Arrays.stream(model.getCentroidVectors())
            .map(centre -> centre.toArray())
            .toArray(double[][]::new);
    long broken =
        Arrays.stream(centres)
            .flatMapToDouble(Arrays::stream)
            .filter(value -> !Double.isFinite(value))
            .count();
    if (broken > 0) {
      throw TrainingException.notFinite(KIND, broken);
    }
    return centres;
  }

  /** The fitted centres. */
  static final class Centres implements NoveltyMeasure {
    private final KMeansModel model;
    private final double[][] centres;

    private Centres(KMeansModel model, double[][] centres) {
      this.model = model;
      this.centres = centres;
    }

    /** What Tribuo has trained. */
    KMeansModel model() {
      return model;
    }

    @Override
    public String write(GraphBuilder graph, String features) {
      String squares = SquaredDistances.write(graph, features, centres);
      String least = graph.extremeOfColumns("ReduceMin", squares);
      return graph.vectorOfColumn(graph.apply("Sqrt", least));
    }

    @Override
    public String provenance() {
      return model.getProvenance().toString();
    }
  }
}
