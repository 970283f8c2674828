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
import java.util.Map;
import java.util.Optional;

/** Which problem an exception is. */
public final class Problems {
  /** The exceptions that are of one kind each. */
  private static final Map<Class<? extends RuntimeException>, Kind> KINDS =
      Map.of(
          InvalidJobException.class, Kind.BAD_REQUEST,
          NoSeriesException.class, Kind.NO_SERIES,
          TooManyPointsException.class, Kind.TOO_LARGE,
          CollidingSeriesException.class, Kind.COLLIDING_SERIES,
          RetrainRunningException.class, Kind.RETRAIN_RUNNING,
          RetrainCancelledException.class, Kind.RETRAIN_CANCELLED,
          NotRetrainableException.class, Kind.NOT_RETRAINABLE,
          VersionMismatchException.class, Kind.VERSION_MISMATCH);

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
    return kind(failure).map(kind -> Problem.of(kind, failure.getMessage() + own(failure)));
  }

  /** The properties of the bounds that a read met: the reader knows them by no such name. */
  private static String own(Throwable failure) {
    if (!(failure instanceof SourceException source)) {
      return "";
    }
    return switch (source.kind()) {
      case TIMEOUT -> "; Tocsin's own is tocsin.prometheus.timeout";
      case TOO_LARGE ->
          "; the bounds are tocsin.prometheus.max-series, max-samples, max-wire-bytes and"
              + " max-body-bytes";
      default -> "";
    };
  }

  private static Optional<Kind> kind(Throwable failure) {
    if (failure instanceof SourceException source) {
      return Optional.of(kind(source));
    }
    if (failure instanceof StoreException store) {
      return Optional.of(kind(store));
    }
    if (failure instanceof TrainingException training) {
      return Optional.of(kind(training));
    }
    return Optional.ofNullable(KINDS.get(failure.getClass()));
  }

  private static Kind kind(TrainingException failure) {
    return failure.kind() == TrainingException.Kind.NOT_ENOUGH_HISTORY
        ? Kind.SHORT_HISTORY
        : Kind.INTERNAL;
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
