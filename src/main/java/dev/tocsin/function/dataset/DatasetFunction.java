package dev.tocsin.function.dataset;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.dataset.Spec;
import io.quarkus.funqy.Funq;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** {@code POST /dataset}: what TensorFlow I/O's {@code from_prometheus} reads, whole. */
public final class DatasetFunction {
  private static final Duration DEFAULT_STEP = Duration.ofSeconds(1);
  private static final Expected EXPECTED = new Expected("{\"query\":\"up\",\"length\":5}");

  private final Endpoints endpoints;
  private final int maxPoints;
  private final RunLog log;
  private final InstantSource clock;

  DatasetFunction(Endpoints endpoints, TocsinConfig config, RunLog log, InstantSource clock) {
    this.endpoints = endpoints;
    this.maxPoints = config.dataset().maxPoints();
    this.log = log;
    this.clock = clock;
  }

  /** Reads. */
  @Funq
  public DatasetAnswer dataset(@Nullable DatasetRequest request) {
    return log.run(
        "dataset",
        run -> {
          DatasetRequest asked = EXPECTED.body(request);
          RangeQuery query = new RangeQuery(EXPECTED.given("query", asked.query), grid(asked));
          SeriesRead read = endpoints.named(asked.endpoint).read(query);
          if (read.matrix().rows() == 0 && read.unreadable().isEmpty()) {
            throw new NoSeriesException(query);
          }
          run.put("series", read.matrix().rows());
          run.put("steps", query.grid().count());
          return DatasetAnswer.of(read, Spec.of(read.matrix(), LabelNames.of(asked.by)));
        });
  }

  /** The window ends at the offset, which belongs to the next one; it is not put on whole steps. */
  private TimeGrid grid(DatasetRequest asked) {
    long step = millis("step", RequestDuration.parse("step", asked.step).orElse(DEFAULT_STEP));
    String text = EXPECTED.given("length", asked.length);
    long length = millis("length", RequestDuration.parse("length", text).orElseThrow());
    Instant end = RequestTime.parseMillis("offset", asked.offset, clock.instant());
    long start = end.toEpochMilli() - length;
    if (start < 0) {
      throw ProblemException.badRequest(
          "length is %s, expected a window up to %s that begins after 1970"
              .formatted(PrometheusDuration.format(Duration.ofMillis(length)), end));
    }
    return new TimeGrid(start, step, count(length, step));
  }

  private static long millis(String field, Duration duration) {
    if (duration.toMillis() < 1) {
      throw ProblemException.badRequest(field + " is \"0s\", expected 1ms or more");
    }
    return duration.toMillis();
  }

  private int count(long length, long step) {
    long count = (length - 1) / step + 1;
    if (count > maxPoints) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          "length and step make %d steps, more than the bound of %d points; shorten the length, take"
                  .formatted(count, maxPoints)
              + " a longer step, or raise tocsin.dataset.max-points");
    }
    return (int) count;
  }
}
