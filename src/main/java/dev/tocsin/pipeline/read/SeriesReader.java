package dev.tocsin.pipeline.read;

import dev.tocsin.detect.Grouping;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.Shard;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.Preprocessing;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads a job's series and puts them into the form models see. */
public final class SeriesReader {
  /** Selectors travel in events, of which brokers take some hundred kilobytes. */
  private static final int MAX_SELECTOR = 64_000;

  private final SeriesSource source;

  public SeriesReader(SeriesSource source) {
    this.source = source;
  }

  /**
   * The aligned series of the last {@code steps} steps up to {@code end}; possibly none.
   *
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public SeriesRead aligned(Job job, Preprocessing preprocessing, Instant end, int steps) {
    return aligned(job, Part.whole(job), preprocessing, end, steps);
  }

  /**
   * The same of a part of the series.
   *
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public SeriesRead aligned(
      Job job, Part part, Preprocessing preprocessing, Instant end, int steps) {
    SeriesRead read = samples(job, part, end, steps + Preprocessing.LEAD_STEPS);
    return new SeriesRead(preprocessing.align(read.matrix()), read.unreadable(), read.how());
  }

  /** The series as the source has them, without those a detector wrote. */
  public SeriesRead samples(Job job, Part part, Instant end, int steps) {
    TimeGrid grid = TimeGrid.endingAt(end, job.reach().step(), steps);
    SeriesRead all = source.read(new RangeQuery(part.expression(), grid));
    return OwnOutput.setAside(
        part.shard().map(shard -> Shard.of(all, dealt(job, shard))).orElse(all));
  }

  /**
   * The aligned series, of which there is at least one.
   *
   * @throws NoSeriesException if the query matches none
   */
  public SeriesRead someAligned(Job job, Preprocessing preprocessing, Instant end, int steps) {
    SeriesRead read = aligned(job, preprocessing, end, steps);
    if (read.matrix().rows() == 0 && read.unreadable().isEmpty()) {
      throw new NoSeriesException(new RangeQuery(job.query(), read.matrix().grid()));
    }
    return read;
  }

  /**
   * Parts that together are the job, each of whose series is in one of them, and groups are not
   * torn.
   *
   * @param count at most so many
   */
  public List<Part> split(Job job, Instant end, int count) {
    return job.rules().grouping().isNone() ? selected(job, end, count) : dealt(job, count);
  }

  private List<Part> selected(Job job, Instant end, int count) {
    TimeGrid grid = TimeGrid.endingAt(end, job.reach().step(), 1);
    List<String> selectors = source.split(new RangeQuery(job.query(), grid), count);
    int size = selectors.size();
    return size > 1 && selectors.stream().allMatch(s -> s.length() <= MAX_SELECTOR)
        ? IntStream.range(0, size)
            .mapToObj(i -> Part.selectedBy(selectors.get(i), Part.name(i, size)))
            .toList()
        : dealt(job, count);
  }

  private static List<Part> dealt(Job job, int count) {
    return IntStream.range(0, count).mapToObj(i -> Part.of(job, new Shard(i, count))).toList();
  }

  /** Series are dealt by their labels; those of a group together, by the labels of the group. */
  private static Predicate<Labels> dealt(Job job, Shard shard) {
    Grouping grouping = job.rules().grouping();
    return grouping.isNone() ? shard::holds : series -> shard.holds(grouping.of(series));
  }

  /** What yields these of the part's series, and not many others where that can be said. */
  public String narrowed(Part part, List<Labels> series) {
    return source.narrowed(part.expression(), series);
  }

  /** Which of the job's series are in a part, told by their labels. */
  public Predicate<Labels> held(Job job, Part part) {
    if (part.shard().isPresent()) {
      return dealt(job, part.shard().get());
    }
    return part.isWhole(job) ? series -> true : source.selectedBy(part.expression());
  }
}
