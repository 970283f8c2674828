package dev.tocsin.prometheus.wire;

import static dev.tocsin.prometheus.wire.RemoteBodies.concat;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnappyInputStreamTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "'', 00",
        "'', 8000",
        "abc, 03 08 616263",
        // a copy of 4 to 11 bytes, one that overlaps itself, and both long ones
        "abcdabcd, 08 0c 61626364 01 04",
        "aaaaaaaa, 08 00 61 0d 01",
        "abababab, 08 04 6162 16 0200",
        "abcab, 05 08 616263 07 03000000",
        // literals with the length in one to four bytes
        "abc, 03 f0 02 616263",
        "abc, 03 f4 0200 616263",
        "abc, 03 f8 020000 616263",
        "abc, 03 fc 02000000 616263"
      })
  void read_decompresses(String expected, String block) throws IOException {
    assertThat(new String(decompress(hex(block)), US_ASCII)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "'', cut short",
        "80, cut short",
        "ffffffff7f, not a 32-bit number",
        "808080808080, not a 32-bit number",
        "03 08 6162, cut short",
        "03 00 61, cut short",
        "03 0c 61626364, more bytes than the length promises",
        "02 08 616263, more bytes than the length promises",
        "05 0c 61626364 01 04, more bytes than the length promises",
        "03 08 616263 00, bytes follow",
        "00 00, bytes follow",
        "08 00 61 0d 02, a copy from 2 bytes back where 1 are",
        "08 00 61 0d 00, a copy from 0 bytes back",
        "08 01 01, a copy from 1 bytes back where 0 are",
        "08 00 61 1f ffffffff, a copy from 4294967295 bytes back"
      })
  void read_refusesWhatIsNoBlock(String block, String message) {
    assertThatThrownBy(() -> decompress(hex(block)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.MALFORMED))
        .hasMessageContaining(message);
  }

  @Test
  void read_undoesLiterals() throws IOException {
    Random random = new Random(5);
    for (int length : new int[] {0, 1, 127, 128, 65_535, 65_536, 65_537, 1_000_000}) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(decompress(Snappy.literal(bytes))).isEqualTo(bytes);
    }
  }

  /** Copies from up to 64 KB back, over many slides of the window. */
  @Test
  void read_reachesBackAsFarAsEncodersDo() throws IOException {
    byte[] first = new byte[65_536];
    new Random(6).nextBytes(first);
    int copies = 20_000;
    byte[] block = concat(hex("f4 ffff"), first, new byte[5 * copies]);
    int at = block.length - 5 * copies;
    for (int i = 0; i < copies; i++) {
      System.arraycopy(hex("ff 00000100"), 0, block, at + 5 * i, 5);
    }
    byte[] whole = new byte[65_536 + 64 * copies];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = first[i % first.length];
    }
    block = concat(length(whole.length), block);
    assertThat(decompress(block)).isEqualTo(whole);
  }

  private static byte[] length(int length) {
    return new byte[] {
      (byte) ((length & 0x7F) | 0x80), (byte) (((length >> 7) & 0x7F) | 0x80), (byte) (length >> 14)
    };
  }

  private static byte[] decompress(byte[] block) throws IOException {
    return new SnappyInputStream(new ByteArrayInputStream(block)).readAllBytes();
  }

  private static byte[] hex(String digits) {
    String packed = digits.replace(" ", "");
    byte[] bytes = new byte[packed.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(packed.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
