package dev.tocsin.prometheus.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tocsin.series.TimeGrid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How a sample at each time of a grid begins in JSON, such as {@code [1700000015,"}: comparing
 * those bytes as two words is quicker than reading the number.
 *
 * <p>Only for grids of whole seconds of ten digits, from 2001 to 2286.
 */
final class TimeTexts {
  /** The bracket, ten digits, the comma and the quote. */
  static final int LENGTH = 13;

  private static final int SECOND_WORD = LENGTH - Long.BYTES;
  private static final long MIN_SECONDS = 1_000_000_000L;
  private static final long MAX_SECONDS = 9_999_999_999L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] heads;
  private final long[] tails;

  TimeTexts(TimeGrid grid) {
    boolean suits =
        grid.startMillis() % 1000 == 0
            && grid.stepMillis() % 1000 == 0
            && grid.startMillis() / 1000 >= MIN_SECONDS
            && grid.endMillis() / 1000 <= MAX_SECONDS;
    int count = suits ? grid.count() : 0;
    heads = new long[count];
    tails = new long[count];
    for (int i = 0; i < count; i++) {
      byte[] text = ("[" + grid.timeMillis(i) / 1000 + ",\"").getBytes(US_ASCII);
      heads[i] = (long) WORDS.get(text, 0);
      tails[i] = (long) WORDS.get(text, SECOND_WORD);
    }
  }

  /** Whether the bytes from an index on begin a sample of this column. */
  boolean match(int column, byte[] bytes, int from) {
    return column < heads.length
        && (long) WORDS.get(bytes, from) == heads[column]
        && (long) WORDS.get(bytes, from + SECOND_WORD) == tails[column];
  }
}
