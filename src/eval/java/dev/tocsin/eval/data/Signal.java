package dev.tocsin.eval.data;

/** What a made-up series does while nothing is wrong with it. */
enum Signal {
  /** A daily rhythm with correlated noise. */
  DAILY {
    @Override
    double next(SignalState state, int step) {
      return state.season(step) + state.noise() * state.correlated();
    }
  },
  /** The same, half as high at week-ends. */
  WEEKLY {
    @Override
    double next(SignalState state, int step) {
      double weekday = state.isWeekend(step) ? 0.5 : 1;
      return state.season(step) * weekday + state.noise() * state.correlated();
    }
  },
  /** Correlated noise around a level. */
  AUTOREGRESSIVE {
    @Override
    double next(SignalState state, int step) {
      return 3 + state.noise() * state.correlated();
    }
  },
  /** Log-normal noise times a daily rhythm. */
  HEAVY_TAILED {
    @Override
    double next(SignalState state, int step) {
      return Math.exp(0.8 * state.correlated()) * state.season(step);
    }
  },
  /** Poisson counts with a daily rhythm. */
  COUNTS {
    @Override
    double next(SignalState state, int step) {
      return state.poisson(state.rate() * Math.max(0.05, state.season(step)));
    }

    @Override
    boolean isCount() {
      return true;
    }
  },
  /** A random walk. */
  WALK {
    @Override
    double next(SignalState state, int step) {
      return 20 + state.addToLevel(state.gaussian() * state.noise());
    }
  },
  /** On and off at random. */
  BURSTS {
    @Override
    double next(SignalState state, int step) {
      double burst = state.toggled(0.01) ? 4 : 0;
      return 1 + burst * (1 + 0.1 * state.gaussian()) + state.noise() * state.gaussian();
    }
  },
  /** Climbs slowly and falls at once, at times that vary. */
  SAWTOOTH {
    @Override
    double next(SignalState state, int step) {
      double level = state.addToLevel(0.01);
      if (level > 1 + 0.1 * state.gaussian()) {
        level = state.setLevel(0);
      }
      return 2 + level + 0.3 * state.noise() * state.gaussian();
    }
  },
  /** Very little noise on a level far from 0. */
  TINY_NOISE {
    @Override
    double next(SignalState state, int step) {
      return 5 + 1e-4 * state.correlated();
    }
  },
  /** Noise with normal spikes now and then. */
  SPIKES {
    @Override
    double next(SignalState state, int step) {
      double spike = state.uniform() < 0.008 ? 2 + 2 * state.uniform() : 0;
      return 1 + state.noise() * state.correlated() + spike;
    }
  },
  /** Levels that change at random. */
  REGIMES {
    @Override
    double next(SignalState state, int step) {
      if (state.uniform() < 0.003) {
        state.setLevel(0.5 + 1.5 * state.uniform() - 1);
      }
      return 1 + state.addToLevel(0) + state.noise() * state.correlated();
    }
  },
  /** Mostly 0. */
  SPARSE {
    @Override
    double next(SignalState state, int step) {
      return state.uniform() < 0.05 ? state.poisson(3) : 0;
    }

    @Override
    boolean isCount() {
      return true;
    }
  };

  /** The value of the next step. */
  abstract double next(SignalState state, int step);

  /** Whether values are counts: whole and not negative. */
  boolean isCount() {
    return false;
  }
}
