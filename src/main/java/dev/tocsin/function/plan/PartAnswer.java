package dev.tocsin.function.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.pipeline.Part;
import dev.tocsin.series.Shard;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code /score} that asks for a part of a job.
 *
 * @param job the job's name
 * @param end the time to score at
 * @param points which points, if the plan said so
 * @param selector what selects the part, where the server can tell it from the others
 * @param shard such as {@code 2/8}: the second of eight by a hash of the labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartAnswer(
    String job,
    Instant end,
    @Nullable String points,
    @Nullable String selector,
    @Nullable String shard) {

  static PartAnswer of(String job, Instant end, @Nullable String points, Part part) {
    String shard = part.shard().map(PartAnswer::text).orElse(null);
    return new PartAnswer(job, end, points, shard == null ? part.expression() : null, shard);
  }

  private static String text(Shard shard) {
    return (shard.index() + 1) + "/" + shard.count();
  }
}
