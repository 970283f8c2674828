package dev.tocsin.function.problem;

/** Text of a caller as it may stand in messages and logs: quoted, bounded, on one line. */
public final class Quoted {
  private static final int MAX_SHOWN = 200;

  private Quoted() {}

  public static String of(String text) {
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    StringBuilder quoted = new StringBuilder(shown.length() + 2).append('"');
    shown
        .codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
