package dev.tocsin.function.metrics;

import dev.tocsin.function.job.AdHoc;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.Problems;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.pipeline.job.Job;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Every invocation goes through here: one INFO line says what ran, for which job, how long, and how
 * it ended, and the metrics count it.
 */
@Singleton
public final class RunLog {
  private static final Logger LOG = Logger.getLogger("dev.tocsin.run");

  private final Metrics metrics;
  private final InstantSource clock;

  RunLog(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Runs and logs; a failure is logged by its problem, and rethrown. */
  public <T> T run(String name, Function<Run, T> work) {
    Run run = new Run();
    long start = System.nanoTime();
    try {
      T result = work.apply(run);
      run.put("outcome", "ok");
      metrics.succeeded(name, run.jobName(), since(start), clock.instant());
      return result;
    } catch (RuntimeException e) {
      Problem problem = Problems.of(e);
      run.put("outcome", problem.type());
      run.put("status", problem.status());
      run.tell("detail", problem.detail());
      metrics.failed(name, run.jobName(), since(start), problem);
      throw e;
    } finally {
      run.put("ms", since(start).toMillis());
      LOG.infof("%s %s", name, run);
    }
  }

  /** The job's name in metrics, where all ad hoc jobs are one. */
  public static String metricName(Job job) {
    return AdHoc.is(job) ? "adhoc" : job.name();
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The fields of a line. Confined to one thread. */
  public static final class Run {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private String jobName = "";

    /** Says which job it is for. */
    public void job(Job job) {
      put("job", job.name());
      jobName = metricName(job);
    }

    private String jobName() {
      return jobName;
    }

    public void put(String field, Object value) {
      fields.put(field, value);
    }

    /** Says something in words, quoted so that they cannot pass for other fields of the line. */
    public void tell(String field, String words) {
      put(field, Quoted.of(words.replace("\\", "\\\\").replace("\"", "\\\"")));
    }

    @Override
    public String toString() {
      StringBuilder line = new StringBuilder();
      fields.forEach((field, value) -> line.append(field).append('=').append(value).append(' '));
      return line.toString().stripTrailing();
    }
  }
}
