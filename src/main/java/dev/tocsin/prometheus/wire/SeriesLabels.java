package dev.tocsin.prometheus.wire;

import dev.tocsin.series.Bounded;
import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Collects the labels of one series from protobuf, without those that the server only added. Not
 * thread-safe.
 *
 * <p>Series come sorted, so that most labels are those of the series before: they are compared as
 * bytes, and decoded only where they differ.
 */
final class SeriesLabels {
  private static final int NAME = 1;
  private static final int VALUE = 2;

  /** More labels of a series, or longer ones, are not remembered for the next one. */
  private static final int MAX_REMEMBERED = 64;

  private static final int MAX_REMEMBERED_BYTES = 256;

  private final StringPool pool = new StringPool();
  private final List<Remembered> before = new ArrayList<>();
  private String[] pairs = new String[32];
  private int size;
  private int taken;

  /** The label that stood at a place in the series before. */
  private static final class Remembered {
    /** As it was sent; empty if that is not known. */
    private byte[] message = {};

    private String name = "";
    private String value = "";
  }

  /** Starts a series. */
  void begin() {
    size = 0;
    taken = 0;
  }

  /** Takes the label message the reader is on. */
  void add(ProtoReader reader, Map<String, String> added) {
    Remembered label = place();
    if (label.message.length == 0 || !reader.holds(label.message)) {
      decode(reader, label);
    }
    if (added.isEmpty() || !label.value.equals(added.get(label.name))) {
      put(label.name, label.value);
    }
  }

  /** What stood at the place of the next label. */
  private Remembered place() {
    int place = Math.min(taken++, MAX_REMEMBERED - 1); // all that are beyond share the last one
    if (place == before.size()) {
      before.add(new Remembered());
    }
    return before.get(place);
  }

  private void decode(ProtoReader reader, Remembered label) {
    label.message = reader.copy(MAX_REMEMBERED_BYTES);
    label.name = "";
    label.value = "";
    while (reader.next()) {
      if (reader.is(NAME, ProtoReader.BYTES)) {
        label.name = text(reader);
      } else if (reader.is(VALUE, ProtoReader.BYTES)) {
        label.value = text(reader);
      } else {
        reader.skip();
      }
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
