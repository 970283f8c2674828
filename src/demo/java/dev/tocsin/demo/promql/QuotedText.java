package dev.tocsin.demo.promql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a text in {@code "…"}, {@code '…'} or {@code `…`}, the last without escapes.
 *
 * <p>Escapes are those of Go, and may name single bytes of a UTF-8 sequence. Source: Prometheus
 * 2.42, {@code util/strutil/quote.go}.
 */
final class QuotedText {
  private static final String NAMES = "abfnrtv\\";
  private static final String CONTROLS = "\u0007\b\f\n\r\t\u000b\\";

  private final TextCursor text;
  private final ByteArrayOutputStream utf8 = new ByteArrayOutputStream();

  QuotedText(TextCursor text) {
    this.text = text;
  }

  String read() throws BadDataException {
    for (char quote : new char[] {'"', '\'', '`'}) {
      if (text.take(String.valueOf(quote))) {
        readUntil(quote);
        return utf8.toString(StandardCharsets.UTF_8);
      }
    }
    throw text.unexpected("a quoted text");
  }

  private void readUntil(char quote) throws BadDataException {
    boolean raw = quote == '`';
    while (!text.take(String.valueOf(quote))) {
      if (text.atEnd() || (text.isNext('\n') && !raw)) {
        throw text.unexpected("the closing quote " + quote);
      }
      char c = text.next();
      if (c == '\\' && !raw) {
        escape(text.next(), quote);
      } else {
        put(Character.isHighSurrogate(c) ? Character.toCodePoint(c, text.next()) : c);
      }
    }
  }

  private void escape(char c, char quote) throws BadDataException {
    int control = NAMES.indexOf(c);
    if (control >= 0) {
      utf8.write(CONTROLS.charAt(control));
    } else if (c == quote) {
      utf8.write(quote);
    } else {
      switch (c) {
        case 'x' -> utf8.write(number(2, 16, 0xff));
        case 'u' -> put(number(4, 16, Character.MAX_CODE_POINT));
        case 'U' -> put(number(8, 16, Character.MAX_CODE_POINT));
        default -> utf8.write(octal(c));
      }
    }
  }

  private int octal(char first) throws BadDataException {
    int high = Character.digit(first, 8);
    if (high < 0) {
      throw new BadDataException(
          "unknown escape \\%c in a quoted text; write \\\\ for a backslash".formatted(first));
    }
    int value = high * 64 + number(2, 8, 0xff);
    if (value > 0xff) {
      throw new BadDataException("an octal escape is above \\377");
    }
    return value;
  }

  private int number(int digits, int radix, int most) throws BadDataException {
    String number = text.take(digits);
    try {
      long value = Long.parseLong(number, radix);
      if (number.length() == digits && number.charAt(0) != '-' && value <= most) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number that is too short or too large is.
    }
    throw new BadDataException(
        "escape with \"%s\" in a quoted text, expected %d digits of base %d"
            .formatted(number, digits, radix));
  }

  private void put(int codePoint) {
    utf8.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
  }
}
