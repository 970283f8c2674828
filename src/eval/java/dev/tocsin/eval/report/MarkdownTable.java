package dev.tocsin.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Markdown table; the first column to the left, the others to the right. Not thread-safe. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public MarkdownTable(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if there are not as many cells as headings
   */
  public MarkdownTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "%d cells in %s, expected %d".formatted(cells.size(), cells, rows.get(0).size()));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row. */
  public MarkdownTable row(String... cells) {
    return row(List.of(cells));
  }

  /** The table, a line a row, each ended by a newline. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(line(rows.get(0)));
    text.append("|---|").append("---:|".repeat(rows.get(0).size() - 1)).append('\n');
    IntStream.range(1, rows.size()).forEach(row -> text.append(line(rows.get(row))));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
