package dev.tocsin.window.dataset;

import dev.tocsin.series.SeriesMatrix;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Where the numbers of a dataset come from. Indices are not checked. */
interface Source {
  /** A number of an element, counted in row-major order. */
  double value(long element, int index);

  /** The length of the first dimension of an element, which the last ones may have less of. */
  int rows(long element);

  /** These elements in another order: the element at {@code i} is that at {@code place(i)}. */
  default Source at(LongUnaryOperator place) {
    return new Moved(this, place);
  }

  /** The steps of a matrix, of each some series: {@code [series]}. */
  record Steps(SeriesMatrix matrix, IntUnaryOperator row, int series) implements Source {
    @Override
    public double value(long element, int index) {
      return matrix.value(row.applyAsInt(index), (int) element);
    }

    @Override
    public int rows(long element) {
      return series;
    }
  }

  /** Elements in another order. */
  record Moved(Source source, LongUnaryOperator place) implements Source {
    @Override
    public double value(long element, int index) {
      return source.value(place.applyAsLong(element), index);
    }

    @Override
    public int rows(long element) {
      return source.rows(place.applyAsLong(element));
    }
  }

  /** Elements whose numbers are changed one by one. */
  record Mapped(Source source, int features, Operation operation) implements Source {
    @Override
    public double value(long element, int index) {
      return operation.apply(source.value(element, index), index % features);
    }

    @Override
    public int rows(long element) {
      return source.rows(element);
    }
  }

  /** What is done to a number. */
  interface Operation {
    double apply(double value, int feature);
  }

  /** Elements put together: up to {@code size} in a row from every {@code shift}-th on. */
  record Windows(Source source, long elements, int size, long shift, int elementLength)
      implements Source {
    @Override
    public double value(long element, int index) {
      return source.value(element * shift + index / elementLength, index % elementLength);
    }

    @Override
    public int rows(long element) {
      return (int) Math.min(size, elements - element * shift);
    }
  }
}
