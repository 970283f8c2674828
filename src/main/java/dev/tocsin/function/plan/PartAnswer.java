package dev.tocsin.function.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.pipeline.job.Part;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code /score} that asks for a part of a job.
 *
 * @param job the job's name
 * @param end the time to score at
 * @param points which points, if the plan said so
 * @param selector what selects the part, where the server can tell it from the others
 * @param part such as {@code 2/8}: the name of what the selector selects
 * @param shard such as {@code 2/8}: the second of eight by a hash of the labels
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartAnswer(
    String job,
    Instant end,
    @Nullable String points,
    @Nullable String selector,
    @Nullable String part,
    @Nullable String shard) {

  static PartAnswer of(String job, Instant end, @Nullable String points, Part part) {
    String name = part.name().orElse(null);
    return part.shard().isPresent()
        ? new PartAnswer(job, end, points, null, null, name)
        : new PartAnswer(job, end, points, part.expression(), name, null);
  }
}
