package dev.tocsin.model.tribuo.seasonal;

import java.util.stream.DoubleStream;

/** A few numbers of one series. Immutable: the array is taken over, not copied, nor handed out. */
final class Row {
  private final double[] values;

  Row(double... values) {
    this.values = values;
  }

  int width() {
    return values.length;
  }

  double value(int column) {
    return values[column];
  }

  DoubleStream stream() {
    return DoubleStream.of(values);
  }
}
