package dev.tocsin.eval.data;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Series in which nothing ever happens: every alert on them is a false one. */
public final class UneventfulSeries {
  private static final long START_MILLIS = 1_600_000_000_000L;
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final int LENGTH = 12_000;
  private static final long SEED = 5;

  private enum Kind {
    NORMAL {
      @Override
      double next(Random random, double before, int step) {
        return random.nextGaussian();
      }
    },
    AUTOREGRESSIVE {
      @Override
      double next(Random random, double before, int step) {
        return 0.9 * before + random.nextGaussian();
      }
    },
    EXPONENTIAL {
      @Override
      double next(Random random, double before, int step) {
        return -Math.log(1 - random.nextDouble());
      }
    },
    LOG_NORMAL {
      @Override
      double next(Random random, double before, int step) {
        return Math.exp(1.5 * random.nextGaussian());
      }
    },
    CAUCHY {
      @Override
      double next(Random random, double before, int step) {
        return Math.tan(Math.PI * (random.nextDouble() - 0.5));
      }
    },
    COUNTS_AROUND_20 {
      @Override
      double next(Random random, double before, int step) {
        return Math.max(0, Math.rint(20 + Math.sqrt(20) * random.nextGaussian()));
      }
    },
    INTEGERS_0_TO_3 {
      @Override
      double next(Random random, double before, int step) {
        return random.nextInt(4);
      }
    },
    RARELY_1 {
      @Override
      double next(Random random, double before, int step) {
        return random.nextDouble() < 0.05 ? 1 : 0;
      }
    },
    WITH_GAPS {
      @Override
      double next(Random random, double before, int step) {
        return random.nextDouble() < 0.3 ? Double.NaN : random.nextGaussian();
      }
    },
    DAILY {
      @Override
      double next(Random random, double before, int step) {
        double day = STEP.multipliedBy(step).toMillis() / (double) Duration.ofDays(1).toMillis();
        return 10 + 5 * Math.sin(2 * Math.PI * day) + random.nextGaussian();
      }
    },
    RANDOM_WALK {
      @Override
      double next(Random random, double before, int step) {
        return before + random.nextGaussian();
      }
    },
    TREND {
      @Override
      double next(Random random, double before, int step) {
        return 0.01 * step + random.nextGaussian();
      }
    };

    abstract double next(Random random, double before, int step);
  }

  private UneventfulSeries() {}

  /** One series of each kind, the same ones at each call. */
  public static Benchmark make() {
    List<LabelledMatrix> cases = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      cases.add(LabelledMatrix.onGrid(name(kind), matrix(kind), List.of()));
    }
    Protocol protocol = new Protocol(Tolerance.NONE, 0, Optional.empty(), Grouping.none());
    return new Benchmark("noise", cases, protocol);
  }

  private static SeriesMatrix matrix(Kind kind) {
    Random random = new Random(SEED * name(kind).hashCode());
    double[] values = new double[LENGTH];
    for (int step = 0; step < LENGTH; step++) {
      values[step] = kind.next(random, step == 0 ? 0 : values[step - 1], step);
    }
    TimeGrid grid = new TimeGrid(START_MILLIS, STEP.toMillis(), LENGTH);
    return SeriesMatrix.on(grid).add(Labels.of("noise", name(kind)), values).build();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
