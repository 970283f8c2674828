package dev.tocsin.function.score;

import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.series.Shard;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How much of a job a request asks for: which steps, and which of its series. */
public final class ScoreScope {
  private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  private ScoreScope() {}

  /**
   * How many steps the text asks for: {@code last}, {@code all}, or a duration.
   *
   * @throws ProblemException if it is neither, or longer than the window
   */
  public static int steps(@Nullable String text, Reach reach) {
    String points = text == null ? "last" : text.toLowerCase(Locale.ROOT);
    if (points.equals("last")) {
      return Points.LAST.steps(reach);
    }
    if (points.equals("all")) {
      return Points.ALL.steps(reach);
    }
    Optional<Duration> wanted = Optional.empty();
    try {
      wanted = RequestDuration.parse("points", text);
    } catch (ProblemException e) {
      throw wrong(text);
    }
    long steps = wanted.map(duration -> duration.toMillis() / reach.step().toMillis()).orElse(0L);
    if (steps < 1 || steps > reach.windowSteps()) {
      throw wrong(text);
    }
    return (int) steps;
  }

  private static ProblemException wrong(@Nullable String text) {
    return ProblemException.badField(
        "points", String.valueOf(text), "last or all, or a duration from the step to the window");
  }

  /**
   * Which of the job's series are asked for.
   *
   * @throws ProblemException if there is no such part
   */
  static Part part(ScoreRequest asked, Job job) {
    if (asked.shard != null && asked.selector != null) {
      throw ProblemException.badRequest(
          "both shard and selector given; expected one of them, or none");
    }
    if (asked.selector != null) {
      return Part.selectedBy(asked.selector, name(asked.part, asked.selector));
    }
    if (asked.part != null) {
      throw ProblemException.badRequest(
          "part given without a selector; expected both as /plan gave");
    }
    return asked.shard == null ? Part.whole(job) : Part.of(job, shard("shard", asked.shard));
  }

  /** That of the plan; for a selector of the caller's own one made of it. */
  private static String name(@Nullable String part, String selector) {
    if (part != null) {
      shard("part", part);
      return part;
    }
    return Integer.toHexString(selector.hashCode());
  }

  private static Shard shard(String field, String text) {
    Matcher matcher = SHARD.matcher(text);
    if (matcher.matches()) {
      int number = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (number >= 1 && number <= count) {
        return new Shard(number - 1, count);
      }
    }
    throw ProblemException.badField(field, text, "one such as 2/8, the second of eight");
  }
}
