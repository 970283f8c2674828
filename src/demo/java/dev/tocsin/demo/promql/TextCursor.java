package dev.tocsin.demo.promql;

/** A place in a text that moves on as the text is read. */
final class TextCursor {
  private final String text;
  private int position;

  TextCursor(String text) {
    this.text = text;
  }

  /** Decides on one character. */
  @FunctionalInterface
  interface CharTest {
    boolean test(char c);
  }

  boolean atEnd() {
    return position == text.length();
  }

  boolean isNext(char c) {
    return !atEnd() && text.charAt(position) == c;
  }

  /**
   * Moves past the next character and gives it.
   *
   * @throws BadDataException at the end
   */
  char next() throws BadDataException {
    if (atEnd()) {
      throw unexpected("a character");
    }
    return text.charAt(position++);
  }

  /** Moves past {@code token} if it comes next. */
  boolean take(String token) {
    if (!text.startsWith(token, position)) {
      return false;
    }
    position += token.length();
    return true;
  }

  /** Moves past the next {@code length} characters, or fewer at the end, and gives them. */
  String take(int length) {
    int from = position;
    position = Math.min(text.length(), position + length);
    return text.substring(from, position);
  }

  /** Moves past a word and gives it; empty where the next character does not start one. */
  String takeWhile(CharTest starts, CharTest continues) {
    int from = position;
    CharTest test = starts;
    while (!atEnd() && test.test(text.charAt(position))) {
      position++;
      test = continues;
    }
    return text.substring(from, position);
  }

  /** Moves past white space and comments, which go from {@code #} to the end of the line. */
  void skipSpace() {
    while (!atEnd()) {
      if (isNext('#')) {
        int lineEnd = text.indexOf('\n', position);
        position = lineEnd < 0 ? text.length() : lineEnd;
      } else if (" \t\n\r".indexOf(text.charAt(position)) >= 0) {
        position++;
      } else {
        return;
      }
    }
  }

  /** The error that something else comes next than was expected. */
  BadDataException unexpected(String expected) {
    String met = atEnd() ? "the end" : "\"" + text.substring(position).strip() + "\"";
    return new BadDataException(
        "parse error at character %d: met %s, expected %s".formatted(position + 1, met, expected));
  }
}
