package dev.tocsin.pipeline;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.Preprocessing;
import java.time.Instant;

/** Reads a job's series and puts them into the form models see. */
final class SeriesReader {
  private final SeriesSource source;

  SeriesReader(SeriesSource source) {
    this.source = source;
  }

  /**
   * The aligned series of the last {@code steps} steps up to {@code end}; possibly none.
   *
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  SeriesRead aligned(Job job, Preprocessing preprocessing, Instant end, int steps) {
    TimeGrid grid = TimeGrid.endingAt(end, job.reach().step(), steps + Preprocessing.LEAD_STEPS);
    SeriesRead read = source.read(new RangeQuery(job.query(), grid));
    SeriesRead foreign = OwnOutput.setAside(read);
    return new SeriesRead(
        preprocessing.align(foreign.matrix()), foreign.unreadable(), foreign.how());
  }

  /**
   * The aligned series, of which there is at least one.
   *
   * @throws NoSeriesException if the query matches none
   */
  SeriesRead someAligned(Job job, Preprocessing preprocessing, Instant end, int steps) {
    SeriesRead read = aligned(job, preprocessing, end, steps);
    if (read.matrix().rows() == 0 && read.unreadable().isEmpty()) {
      throw new NoSeriesException(new RangeQuery(job.query(), read.matrix().grid()));
    }
    return read;
  }
}
