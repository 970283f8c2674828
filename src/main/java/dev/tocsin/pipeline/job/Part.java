package dev.tocsin.pipeline.job;

import dev.tocsin.series.Shard;
import java.util.Optional;

/**
 * The series of a job that one call is about.
 *
 * @param expression what is read: the job's query, or a share of it that the source split off
 * @param shard which of the series read belong to it; all if absent
 * @param name by which the same part of another run is known again, such as {@code 2/8}; none for
 *     the whole
 */
public record Part(String expression, Optional<Shard> shard, Optional<String> name) {
  /** All series of a job. */
  public static Part whole(Job job) {
    return new Part(job.query(), Optional.empty(), Optional.empty());
  }

  /** The series of a job that a hash of their labels deals to a shard. */
  public static Part of(Job job, Shard shard) {
    return new Part(
        job.query(), Optional.of(shard), Optional.of(name(shard.index(), shard.count())));
  }

  /** The series of a job that a selector selects, one of those that it was split by. */
  public static Part selectedBy(String selector, String name) {
    return new Part(selector, Optional.empty(), Optional.of(name));
  }

  /** The name of a part by its index, from 0 on. */
  public static String name(int index, int count) {
    return (index + 1) + "/" + count;
  }

  public boolean isWhole(Job job) {
    return shard.isEmpty() && expression.equals(job.query());
  }
}
