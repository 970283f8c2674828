package dev.tocsin.prometheus.wire;

import dev.tocsin.series.Bounded;
import dev.tocsin.series.Labels;
import java.util.Arrays;
import java.util.Map;

/**
 * Collects the labels of one series from protobuf, without those that the server only added. Not
 * thread-safe.
 */
final class SeriesLabels {
  private static final int NAME = 1;
  private static final int VALUE = 2;

  private final StringPool pool = new StringPool();
  private String[] pairs = new String[32];
  private int size;

  /** Starts a series. */
  void begin() {
    size = 0;
  }

  /** Takes the label message the reader is on. */
  void add(ProtoReader reader, Map<String, String> added) {
    String name = "";
    String value = "";
    while (reader.next()) {
      if (reader.is(NAME, ProtoReader.BYTES)) {
        name = text(reader);
      } else if (reader.is(VALUE, ProtoReader.BYTES)) {
        value = text(reader);
      } else {
        reader.skip();
      }
    }
    if (added.isEmpty() || !value.equals(added.get(name))) {
      put(name, value);
    }
  }

  private String text(ProtoReader reader) {
    int length = reader.bytes();
    return pool.text(reader.array(), reader.position() - length, reader.position());
  }

  private void put(String name, String value) {
    if (size == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * size);
    }
    pairs[size++] = name;
    pairs[size++] = value;
  }

  /** The labels taken since {@link #begin}. */
  Labels labels() {
    try {
      return Labels.of(Arrays.copyOf(pairs, size));
    } catch (IllegalArgumentException e) {
      throw ProtoReader.malformed(
          "a series whose " + Bounded.text(String.valueOf(e.getMessage()), 200));
    }
  }
}
