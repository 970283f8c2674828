package dev.tocsin.prometheus.wire;

import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.TimeGrid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Decodes whatever bytes: the outcome is a matrix or a typed failure, never anything else. */
final class FuzzedDecoding {
  static final List<RemoteQuery> QUERY = List.of(new RemoteQuery(List.of(), Map.of("zone", "b")));

  static final long MAX_AGE = 5_000;

  private FuzzedDecoding() {}

  /** What to decode. */
  interface Decoder {
    void decode(MatrixWriter writer) throws IOException;
  }

  /** What comes of it, as text. */
  static String outcome(Decoder decoder) {
    MatrixWriter writer = new MatrixWriter(new TimeGrid(1_700_000_000_000L, 15_000, 4), 10, 100);
    try {
      decoder.decode(writer);
      return text(writer.result("", 0));
    } catch (SourceException e) {
      return "refused";
    } catch (UnfamiliarException e) {
      return "unfamiliar";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(SeriesRead read) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < read.matrix().rows(); row++) {
      text.append(read.matrix().labels(row)).append(Arrays.toString(read.matrix().row(row)));
    }
    return text.append(read.unreadable()).append(read.how()).toString();
  }

  static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
