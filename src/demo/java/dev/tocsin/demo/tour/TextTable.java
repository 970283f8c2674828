package dev.tocsin.demo.tour;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, each as wide as its widest cell. Mutable. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  TextTable(String... header) {
    this.columns = header.length;
    add(header);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as the header
   */
  TextTable add(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells, expected " + columns);
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The rows as lines, the header first. */
  List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
