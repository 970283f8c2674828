package dev.tocsin.eval.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The detectors to beat, in the order of the report. */
public final class Baselines {
  private static final List<Baseline> SIMPLE =
      List.of(
          new Named("random", stream -> new RandomScore(stream.name().hashCode())),
          new Named("abs. difference", stream -> new DifferenceScore(1)),
          new Named("running range", stream -> new RunningRangeScore()),
          new Named("value novelty", stream -> new NoveltyScore()),
          new Named("windowed Gaussian", stream -> new WindowedGaussianScore()),
          new Named("seasonal naive", stream -> new SeasonalNaiveScore(stream.seasonSteps())),
          new Named("AR(8)", stream -> new AutoregressiveScore()));

  private record Named(String name, Function<Stream, OnlineScore> factory) implements Baseline {
    @Override
    public OnlineScore start(Stream stream) {
      return factory.apply(stream);
    }
  }

  private Baselines() {}

  /** The simple ones, then those of other libraries that are on the class path. */
  public static List<Baseline> all() {
    List<Baseline> all = new ArrayList<>(SIMPLE);
    ServiceLoader.load(Baseline.class).forEach(all::add);
    return all;
  }
}
