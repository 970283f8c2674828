package dev.tocsin.function.problem;

import dev.tocsin.function.problem.Problem.Kind;
import dev.tocsin.model.TrainingException;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.pipeline.retrain.NotRetrainableException;
import dev.tocsin.pipeline.retrain.RetrainCancelledException;
import dev.tocsin.pipeline.retrain.RetrainRunningException;
import dev.tocsin.pipeline.serving.VersionMismatchException;
import dev.tocsin.series.SourceException;
import dev.tocsin.store.StoreException;
import dev.tocsin.window.dataset.CollidingSeriesException;
import java.util.Optional;

/** Which problem an exception is. */
public final class Problems {
  private Problems() {}

  /** The problem of a failure, or of what caused it: frameworks wrap what functions throw. */
  public static Problem of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Optional<Problem> known = known(cause);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return Problem.of(
        Kind.INTERNAL, "an unexpected " + failure.getClass().getSimpleName() + "; see the log");
  }

  private static Optional<Problem> known(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return Optional.of(problem.problem());
    }
    if (failure instanceof SourceException source) {
      return Optional.of(Problem.of(kind(source), detail(source)));
    }
    if (failure instanceof InvalidJobException invalid) {
      return Optional.of(Problem.of(Kind.BAD_REQUEST, detail(invalid)));
    }
    if (failure instanceof NoSeriesException none) {
      return Optional.of(Problem.of(Kind.NO_SERIES, detail(none)));
    }
    if (failure instanceof TooManyPointsException many) {
      return Optional.of(Problem.of(Kind.TOO_LARGE, detail(many)));
    }
    if (failure instanceof CollidingSeriesException colliding) {
      return Optional.of(Problem.of(Kind.COLLIDING_SERIES, detail(colliding)));
    }
    if (failure instanceof RetrainRunningException running) {
      return Optional.of(Problem.of(Kind.RETRAIN_RUNNING, detail(running)));
    }
    if (failure instanceof RetrainCancelledException cancelled) {
      return Optional.of(Problem.of(Kind.RETRAIN_CANCELLED, detail(cancelled)));
    }
    if (failure instanceof NotRetrainableException brought) {
      return Optional.of(Problem.of(Kind.NOT_RETRAINABLE, detail(brought)));
    }
    if (failure instanceof VersionMismatchException mismatch) {
      return Optional.of(Problem.of(Kind.VERSION_MISMATCH, detail(mismatch)));
    }
    if (failure instanceof TrainingException training) {
      boolean isShort = training.kind() == TrainingException.Kind.NOT_ENOUGH_HISTORY;
      return Optional.of(
          Problem.of(isShort ? Kind.SHORT_HISTORY : Kind.INTERNAL, detail(training)));
    }
    if (failure instanceof StoreException store) {
      return Optional.of(Problem.of(kind(store), detail(store)));
    }
    return Optional.empty();
  }

  private static String detail(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  private static Kind kind(StoreException failure) {
    return switch (failure.kind()) {
      case NOT_FOUND -> Kind.UNKNOWN_VERSION;
      case BAD_NAME -> Kind.BAD_REQUEST;
      case CONFLICT -> Kind.VERSION_CONFLICT;
      case DAMAGED -> Kind.VERSION_DAMAGED;
      case ALREADY_EXISTS, IO -> Kind.STORE_FAILED;
    };
  }

  private static Kind kind(SourceException failure) {
    return switch (failure.kind()) {
      case UNREACHABLE -> Kind.SOURCE_UNREACHABLE;
      case TIMEOUT -> Kind.SOURCE_TIMEOUT;
      case UNAUTHORIZED -> Kind.SOURCE_UNAUTHORIZED;
      case BAD_QUERY -> Kind.BAD_QUERY;
      case UNAVAILABLE -> Kind.SOURCE_UNAVAILABLE;
      case MALFORMED -> Kind.SOURCE_MALFORMED;
      case TOO_LARGE -> Kind.TOO_LARGE;
    };
  }
}
