package dev.tocsin.scale;

import java.util.List;
import java.util.Locale;

/**
 * Seconds over a number, both by powers of ten: what grows in proportion is as steep as the dashed
 * line.
 *
 * @param title above it
 * @param at the numbers, ascending
 * @param lines with a value for each number
 */
record LogPlot(String title, List<Integer> at, List<Line> lines) {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 320;
  private static final int LEFT = 52;
  private static final int TOP = 34;
  private static final int RIGHT = 14;
  private static final int BOTTOM = 64;

  /** What the lower edge stands for, in seconds. */
  private static final double LOWEST = 0.01;

  /**
   * A line.
   *
   * @param name in the legend
   * @param colour as SVG has it
   * @param seconds one for each number
   */
  record Line(String name, String colour, List<Double> seconds) {}

  /** Both in one picture. */
  static String sideBySide(LogPlot left, LogPlot right) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <g>%s</g>
        <g transform="translate(%d 0)">%s</g>
        </svg>
        """
        .formatted(2 * WIDTH, HEIGHT, left.drawn(), WIDTH, right.drawn());
  }

  private String drawn() {
    StringBuilder svg = new StringBuilder();
    text(svg, LEFT, TOP - 14, "start", "#1f2328", title);
    for (double seconds : new double[] {0.01, 0.03, 0.1, 0.3, 1, 3, 10}) {
      horizontal(svg, seconds);
    }
    for (int number : at) {
      vertical(svg, number);
    }
    proportional(svg);
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), i);
    }
    return svg.toString();
  }

  private void horizontal(StringBuilder svg, double seconds) {
    stroke(svg, LEFT, y(seconds), WIDTH - RIGHT, y(seconds), "#d8dee4", "");
    String label = seconds < 1 ? Double.toString(seconds) : Integer.toString((int) seconds);
    text(svg, LEFT - 6, y(seconds) + 4, "end", "#59636e", label + " s");
  }

  private void vertical(StringBuilder svg, int number) {
    stroke(svg, x(number), TOP, x(number), HEIGHT - BOTTOM, "#d8dee4", "");
    String label = number < 1_000 ? Integer.toString(number) : number / 1_000 + "k";
    text(svg, x(number), HEIGHT - BOTTOM + 16, "middle", "#59636e", label);
  }

  /** Through the last value of the first line. */
  private void proportional(StringBuilder svg) {
    int last = at.get(at.size() - 1);
    double there = lines.get(0).seconds().get(at.size() - 1);
    double from = Math.max(at.get(0), last * LOWEST / there);
    stroke(svg, x(from), y(there * from / last), x(last), y(there), "#59636e", "4 4");
  }

  private void line(StringBuilder svg, Line line, int index) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < at.size(); i++) {
      points.append(pixels(x(at.get(i)))).append(',').append(pixels(y(line.seconds().get(i))));
      points.append(' ');
    }
    svg.append(
        "<polyline fill='none' stroke-width='2' stroke='%s' points='%s'/>%n"
            .formatted(line.colour(), points.toString().strip()));
    double top = HEIGHT - 16;
    double left = LEFT + index * 112;
    stroke(svg, left, top - 4, left + 14, top - 4, line.colour(), "");
    text(svg, left + 18, top, "start", "#1f2328", line.name());
  }

  private double x(double number) {
    double decades = Math.log10(at.get(at.size() - 1) / (double) at.get(0));
    double decade = (WIDTH - LEFT - RIGHT - 30) / decades;
    return LEFT + 10 + decade * Math.log10(number / at.get(0));
  }

  private static double y(double seconds) {
    double decade = (HEIGHT - TOP - BOTTOM) / Math.log10(20 / LOWEST);
    return HEIGHT - BOTTOM - decade * Math.log10(Math.max(LOWEST, seconds) / LOWEST);
  }

  private static void stroke(
      StringBuilder svg, double x1, double y1, double x2, double y2, String colour, String dashes) {
    svg.append(
        "<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s' stroke-dasharray='%s'/>%n"
            .formatted(pixels(x1), pixels(y1), pixels(x2), pixels(y2), colour, dashes));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String colour, String text) {
    svg.append(
        "<text x='%s' y='%s' text-anchor='%s' fill='%s'>%s</text>%n"
            .formatted(pixels(x), pixels(y), anchor, colour, text));
  }

  private static String pixels(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
