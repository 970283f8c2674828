package dev.tocsin.function.job;

import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.Problems;
import dev.tocsin.function.problem.Quoted;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** One INFO line per invocation: what ran, for which job, how long, and how it ended. */
@Singleton
public final class RunLog {
  private static final Logger LOG = Logger.getLogger("dev.tocsin.run");

  /** Runs and logs; a failure is logged by its problem, and rethrown. */
  public <T> T run(String name, Function<Run, T> work) {
    Run run = new Run();
    long start = System.nanoTime();
    try {
      T result = work.apply(run);
      run.put("outcome", "ok");
      return result;
    } catch (RuntimeException e) {
      Problem problem = Problems.of(e);
      run.put("outcome", problem.type());
      run.put("status", problem.status());
      run.put("detail", Quoted.of(problem.detail()));
      throw e;
    } finally {
      run.put("ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
      LOG.infof("%s %s", name, run);
    }
  }

  /** The fields of a line. Confined to one thread. */
  public static final class Run {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    public void put(String field, Object value) {
      fields.put(field, value);
    }

    @Override
    public String toString() {
      StringBuilder line = new StringBuilder();
      fields.forEach((field, value) -> line.append(field).append('=').append(value).append(' '));
      return line.toString().stripTrailing();
    }
  }
}
