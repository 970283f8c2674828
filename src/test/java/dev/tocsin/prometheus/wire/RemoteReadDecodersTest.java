package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.RemoteBodies.chunk;
import static dev.tocsin.prometheus.wire.RemoteBodies.concat;
import static dev.tocsin.prometheus.wire.RemoteBodies.field;
import static dev.tocsin.prometheus.wire.RemoteBodies.fixed;
import static dev.tocsin.prometheus.wire.RemoteBodies.frame;
import static dev.tocsin.prometheus.wire.RemoteBodies.labels;
import static dev.tocsin.prometheus.wire.RemoteBodies.xor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both answers of remote read: frames of chunks, and samples. */
class RemoteReadDecodersTest {
  private static final TimeGrid GRID = new TimeGrid(10_000, 1_000, 4);
  private static final long MAX_AGE = 5_000;
  private static final List<RemoteQuery> QUERY = List.of(new RemoteQuery(List.of(), Map.of()));

  private static final byte[] A = labels("__name__", "up", "job", "ü");
  private static final byte[] B = labels("__name__", "up", "zone", "b");

  /** A series in two frames, another one, and fields nobody knows. */
  private static final byte[] FRAMES =
      concat(
          frame(0, A, xor(new long[] {9_000, 10_500}, 1, 2)),
          frame(0, A, xor(new long[] {11_000, 12_500}, 3, 4)),
          frame(
              concat(
                  field(9, 7),
                  field(1, concat(B, field(8, new byte[3]), xor(new long[] {12_000}, -0.0))),
                  fixed(10, 1),
                  new byte[] {(11 << 3) | 5, 1, 2, 3, 4})));

  private static final byte[] SAMPLES =
      field(
          1,
          concat(
              field(1, concat(A, sample(9_000, 1), sample(10_500, 2), sample(11_000, 3))),
              field(7, 1),
              field(
                  1,
                  concat(
                      B, field(3, new byte[9]), sample(12_000, -0.0), fixed(9, 5), field(8, 1)))));

  private static byte[] sample(long millis, double value) {
    return field(2, concat(fixed(1, Double.doubleToRawLongBits(value)), field(2, millis)));
  }

  private interface Decoder {
    void decode(InputStream in, List<RemoteQuery> queries, long maxAge, MatrixWriter writer)
        throws IOException;
  }

  @Test
  void chunks_arePutOnTheGrid() {
    SeriesRead read = decode(ChunkStreamDecoder::decode, FRAMES);
    assertThat(text(read.matrix()))
        .containsExactly(
            "up{job=\"ü\"} [1.0, 3.0, 3.0, 4.0]", "up{zone=\"b\"} [NaN, NaN, -0.0, -0.0]");
    assertThat(read.how().samples()).isEqualTo(5);
  }

  @Test
  void samples_arePutOnTheGrid() {
    SeriesRead read = decode(SampleStreamDecoder::decode, SAMPLES);
    assertThat(text(read.matrix()))
        .containsExactly(
            "up{job=\"ü\"} [1.0, 3.0, 3.0, 3.0]", "up{zone=\"b\"} [NaN, NaN, -0.0, -0.0]");
    assertThat(read.how().samples()).isEqualTo(4);
  }

  @Test
  void nothing_isAnEmptyAnswer() {
    assertThat(decode(ChunkStreamDecoder::decode, new byte[0]).matrix().rows()).isZero();
    assertThat(decode(SampleStreamDecoder::decode, new byte[0]).matrix().rows()).isZero();
    assertThat(decode(SampleStreamDecoder::decode, field(1, new byte[0])).matrix().rows()).isZero();
  }

  @Test
  void chunks_mayOverlapAndComeInAnyOrder() {
    byte[] late = xor(new long[] {9_500, 11_000, 11_500}, 5, 6, 7);
    byte[] early = xor(new long[] {1_000, 9_400, 10_900, 12_900}, 1, 2, 3, 4);
    String expected = "up{job=\"ü\"} [5.0, 6.0, 7.0, 4.0]";
    for (byte[] body :
        List.of(
            frame(0, A, late, early),
            frame(0, A, early, late),
            concat(frame(0, A, late), frame(0, A, early)))) {
      assertThat(text(decode(ChunkStreamDecoder::decode, body).matrix())).containsExactly(expected);
    }
  }

  @Test
  void histograms_areSetApart() {
    SeriesRead chunks =
        decode(
            ChunkStreamDecoder::decode,
            concat(
                frame(0, A, chunk(2, 10_000, new byte[9])),
                frame(
                    0,
                    B,
                    xor(new long[] {10_000}, 1),
                    chunk(3, 10_500, new byte[3]),
                    xor(new long[] {12_000}, 2))));
    byte[] histogram = field(4, concat(field(1, 1), field(15, 10_500)));
    SeriesRead samples =
        decode(
            SampleStreamDecoder::decode,
            field(
                1,
                concat(
                    field(1, concat(A, histogram)),
                    field(1, concat(B, sample(10_000, 1), sample(12_000, 2), histogram)))));
    for (SeriesRead read : List.of(chunks, samples)) {
      assertThat(text(read.matrix())).containsExactly("up{zone=\"b\"} [1.0, NaN, 2.0, 2.0]");
      assertThat(read.unreadable()).hasSize(1);
      assertThat(read.unreadable().get(0).labels())
          .isEqualTo(Labels.of("__name__", "up", "job", "ü"));
      assertThat(read.how().warnings()).hasSize(1);
    }
  }

  @Test
  void labelsTheServerAdded_areRemovedByQuery() {
    List<RemoteQuery> queries =
        List.of(
            new RemoteQuery(List.of(), Map.of("zone", "b")), new RemoteQuery(List.of(), Map.of()));
    byte[] other = labels("__name__", "up", "zone", "c");
    byte[] at = xor(new long[] {10_000}, 1);
    SeriesRead read =
        decode(
            ChunkStreamDecoder::decode,
            concat(frame(0, B, at), frame(0, other, at), frame(1, B, at)),
            queries);
    assertThat(text(read.matrix()))
        .containsExactly(
            "up [1.0, 1.0, 1.0, 1.0]",
            "up{zone=\"c\"} [1.0, 1.0, 1.0, 1.0]",
            "up{zone=\"b\"} [1.0, 1.0, 1.0, 1.0]");
    read = decode(SampleStreamDecoder::decode, twoResults(), queries);
    assertThat(text(read.matrix()))
        .containsExactly("up [1.0, 1.0, 1.0, 1.0]", "up{zone=\"b\"} [1.0, 1.0, 1.0, 1.0]");
  }

  private static byte[] twoResults() {
    byte[] result = field(1, concat(B, sample(10_000, 1)));
    return concat(field(1, result), field(1, result));
  }

  @Test
  void bodies_cutAnywhereAreRefused() {
    // Frames have no end mark: only the connection tells a cut between two of them.
    assertCutsAreRefused(ChunkStreamDecoder::decode, FRAMES, 2);
    assertCutsAreRefused(SampleStreamDecoder::decode, SAMPLES, 0);
    assertCutsAreRefused(
        (in, queries, age, writer) ->
            SampleStreamDecoder.decode(new SnappyInputStream(in), queries, age, writer),
        Snappy.literal(SAMPLES),
        0);
  }

  private static void assertCutsAreRefused(Decoder decoder, byte[] whole, int seams) {
    int refused = 0;
    for (int length = 1; length < whole.length; length++) {
      try {
        decode(decoder, Arrays.copyOf(whole, length));
      } catch (SourceException e) {
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        refused++;
      }
    }
    assertThat(refused).isEqualTo(whole.length - 1 - seams);
  }

  @Test
  void bodies_areTheSameHoweverTheyTrickleIn() {
    assertThat(text(decode(ChunkStreamDecoder::decode, byOne(FRAMES), QUERY).matrix()))
        .isEqualTo(text(decode(ChunkStreamDecoder::decode, FRAMES).matrix()));
    InputStream snappy = new SnappyInputStream(byOne(Snappy.literal(SAMPLES)));
    assertThat(text(decode(SampleStreamDecoder::decode, snappy, QUERY).matrix()))
        .isEqualTo(text(decode(SampleStreamDecoder::decode, SAMPLES).matrix()));
  }

  private static InputStream byOne(byte[] body) {
    return new ByteArrayInputStream(body) {
      @Override
      public synchronized int read(byte[] target, int from, int length) {
        return super.read(target, from, Math.min(length, 1));
      }
    };
  }

  @ParameterizedTest
  @MethodSource("wrongFrames")
  void frames_thatAreWrongAreRefused(byte[] body, String message) {
    assertRefused(ChunkStreamDecoder::decode, body, message);
  }

  static List<Object[]> wrongFrames() {
    byte[] at = xor(new long[] {10_000}, 1);
    byte[] crc = frame(0, A, at);
    crc[2] ^= 1;
    byte[] payload = frame(0, A, at);
    payload[20] ^= 1;
    return List.of(
        new Object[] {crc, "CRC32C"},
        new Object[] {payload, "CRC32C"},
        new Object[] {new byte[] {-1, -1, -1, -1, 15}, "expected at most 16777216"},
        new Object[] {new byte[] {-1, -1, -1, -1, -1, -1}, "expected at most 16777216"},
        new Object[] {frame(field(1, 5)), "field 1 has wire type 0, expected 2"},
        new Object[] {frame(field(2, A)), "field 2 has wire type 2, expected 0"},
        new Object[] {frame(new byte[] {(3 << 3) | 3}), "wire type 3"},
        new Object[] {frame(new byte[] {0}), "expected a number"},
        new Object[] {frame(new byte[] {(3 << 3) | 2, 5, 0}), "5 bytes where 1 are left"},
        new Object[] {frame(new byte[] {(3 << 3) | 1, 5}), "cut short"},
        new Object[] {frame(new byte[] {(3 << 3) | 5, 5}), "cut short"},
        new Object[] {frame(new byte[] {3 << 3, -1}), "cut short"},
        new Object[] {frame(new byte[] {3 << 3, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}), "10"},
        new Object[] {frame(1, A, at), "query 1 where 1 were asked"},
        new Object[] {frame(0, A, chunk(1, 0, new byte[] {0, 3, 0})), "a chunk is cut short"},
        new Object[] {frame(0, labels("a", "b", "a", "c"), at), "label a stands twice"},
        new Object[] {concat(frame(0, A, at), frame(0, B, at), frame(0, A, at)), "stands twice"},
        new Object[] {
          frame(0, field(1, concat(field(1, new byte[] {-1}), field(2, A))), at), "UTF-8"
        });
  }

  @Test
  void chunks_ofUnknownEncodingAreUnfamiliar() {
    assertThatThrownBy(() -> decode(ChunkStreamDecoder::decode, frame(0, A, chunk(4, 0, A))))
        .isInstanceOf(UnfamiliarException.class)
        .hasMessageContaining("encoding 4");
  }

  @ParameterizedTest
  @MethodSource("wrongSamples")
  void samples_thatAreWrongAreRefused(byte[] body, String message) {
    assertRefused(SampleStreamDecoder::decode, body, message);
  }

  static List<Object[]> wrongSamples() {
    return List.of(
        new Object[] {field(1, 1), "wire type 0"},
        new Object[] {new byte[] {10, 5, 1}, "cut short"},
        new Object[] {new byte[] {10, 2, 10, 5}, "longer than the one it is in"},
        new Object[] {twoResults(), "query 1 where 1 were asked"},
        new Object[] {"[".repeat(100).getBytes(UTF_8), "wire type 3"},
        new Object[] {field(1, field(1, concat(sample(1, 1), A))), "a label after the samples"},
        new Object[] {field(1, field(1, field(2, field(1, 1)))), "wire type 0, expected 1"},
        new Object[] {field(1, field(1, field(1, new byte[2_000_000]))), "2000000 bytes"});
  }

  /** A damaged body gives a typed failure or some answer, never anything else. */
  @Test
  void damagedBodies_giveTypedFailures() {
    Random random = new Random(3);
    for (int round = 0; round < 50_000; round++) {
      byte[] frames =
          frame(
              damaged(
                  concat(field(1, concat(A, xor(new long[] {9_000, 10_500, 11_000}, 1, 2, 2)))),
                  random));
      outcome(ChunkStreamDecoder::decode, frames);
      outcome(SampleStreamDecoder::decode, damaged(SAMPLES, random));
      outcome(
          (in, queries, age, writer) ->
              SampleStreamDecoder.decode(new SnappyInputStream(in), queries, age, writer),
          damaged(Snappy.literal(SAMPLES), random));
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] body = whole.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  private static void outcome(Decoder decoder, byte[] body) {
    try {
      decode(decoder, body);
    } catch (SourceException e) {
      assertThat(e.kind()).isIn(Kind.MALFORMED, Kind.TOO_LARGE);
    } catch (UnfamiliarException e) {
      assertThat(e).hasMessageContaining("encoding");
    }
  }

  @Test
  void bounds_areKept() {
    MatrixWriter writer = new MatrixWriter(GRID, 1, 100);
    assertThatThrownBy(
            () ->
                ChunkStreamDecoder.decode(new ByteArrayInputStream(FRAMES), QUERY, MAX_AGE, writer))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("more than 1 series");
  }

  private static void assertRefused(Decoder decoder, byte[] body, String message) {
    assertThatThrownBy(() -> decode(decoder, body))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessageContaining(message);
  }

  private static SeriesRead decode(Decoder decoder, byte[] body) {
    return decode(decoder, body, QUERY);
  }

  private static SeriesRead decode(Decoder decoder, byte[] body, List<RemoteQuery> queries) {
    return decode(decoder, new ByteArrayInputStream(body), queries);
  }

  private static SeriesRead decode(Decoder decoder, InputStream body, List<RemoteQuery> queries) {
    MatrixWriter writer = new MatrixWriter(GRID, 10, 100);
    try {
      decoder.decode(body, queries, MAX_AGE, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return writer.result("", 0);
  }

  private static String[] text(SeriesMatrix matrix) {
    String[] rows = new String[matrix.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = matrix.labels(i) + " " + Arrays.toString(matrix.row(i));
    }
    return rows;
  }
}
