package dev.tocsin.prometheus.selector;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A string literal of PromQL, which takes Go's escapes.
 *
 * @param value what it means
 * @param end the index after its closing quote
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/#string-literals">
 *     String literals</a>
 */
record StringLiteral(String value, int end) {
  private static final String ESCAPES = "abfnrtv\\";
  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\";

  /** The literal that starts at an index, or null if there is none that is certainly right. */
  static @Nullable StringLiteral at(String text, int from) {
    char quote = text.charAt(from);
    return switch (quote) {
      case '"', '\'' -> new Quoted(text, quote, from + 1).read();
      case '`' -> raw(text, from + 1);
      default -> null;
    };
  }

  private static @Nullable StringLiteral raw(String text, int from) {
    int end = text.indexOf('`', from);
    return end < 0 || !isWellFormed(text.substring(from, end))
        ? null
        : new StringLiteral(text.substring(from, end), end + 1);
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** A literal with escapes; those of octal and hexadecimal digits are bytes of UTF-8. */
  private static final class Quoted {
    private final String text;
    private final char quote;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int at;

    Quoted(String text, char quote, int from) {
      this.text = text;
      this.quote = quote;
      this.at = from;
    }

    @Nullable StringLiteral read() {
      while (at < text.length() && text.charAt(at) != quote) {
        boolean read = text.charAt(at) == '\\' ? escape() : plain();
        if (!read) {
          return null;
        }
      }
      try {
        return at == text.length()
            ? null
            : new StringLiteral(
                StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString(),
                at + 1);
      } catch (CharacterCodingException e) {
        return null;
      }
    }

    private boolean plain() {
      int sign = text.codePointAt(at);
      at += Character.charCount(sign);
      return sign != '\n' && put(sign);
    }

    private boolean escape() {
      if (at + 1 >= text.length()) {
        return false;
      }
      char sign = text.charAt(at + 1);
      at += 2;
      if (sign == quote) {
        return put(sign);
      }
      int known = ESCAPES.indexOf(sign);
      if (known >= 0) {
        return put(MEANINGS.charAt(known));
      }
      return switch (sign) {
        case 'x' -> octet(number(2, 16));
        case 'u' -> put(number(4, 16));
        case 'U' -> put(number(8, 16));
        default -> {
          at--;
          yield octet(number(3, 8));
        }
      };
    }

    /** The number of so many digits, or -1 if they are not there. */
    private int number(int digits, int radix) {
      int end = at + digits;
      if (end > text.length()) {
        return -1;
      }
      long number = 0;
      for (; at < end; at++) {
        int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), radix) : -1;
        if (digit < 0) {
          return -1;
        }
        number = number * radix + digit;
      }
      return number > Character.MAX_CODE_POINT ? -1 : (int) number;
    }

    private boolean octet(int value) {
      bytes.write(value);
      return value >= 0 && value <= 0xFF;
    }

    private boolean put(int codePoint) {
      boolean known =
          Character.isValidCodePoint(codePoint) && (codePoint < 0xD800 || codePoint > 0xDFFF);
      if (known) {
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
      }
      return known;
    }
  }
}
