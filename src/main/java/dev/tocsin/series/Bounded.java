package dev.tocsin.series;

/** Foreign text made fit for a message: one line, of bounded length. */
public final class Bounded {
  private Bounded() {}

  /** The text without control characters, cut after {@code max} characters. */
  public static String text(String foreign, int max) {
    String head = foreign.length() > max ? foreign.substring(0, max) : foreign;
    String line = head.strip().replaceAll("\\p{Cntrl}+", " ");
    return foreign.length() > max ? line + "…" : line;
  }
}
