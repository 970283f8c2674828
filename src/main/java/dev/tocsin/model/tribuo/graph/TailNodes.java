package dev.tocsin.model.tribuo.graph;

import dev.tocsin.model.calibration.Tail;
import dev.tocsin.model.calibration.TailTensor;
import java.util.function.DoubleFunction;

/**
 * A {@link Tail} of each series in a graph: tensors of one shape.
 *
 * @param start where the tail begins
 * @param scale of the tail
 * @param nats at the start
 */
public record TailNodes(String start, String scale, String nats) {
  /**
   * One of the tails in a tensor as {@link TailTensor} makes it, double {@code [n]} each.
   *
   * @param index which one, from 0
   * @param count how many tails a series has
   */
  public static TailNodes columns(GraphBuilder graph, String tensor, int index, int count) {
    return new TailNodes(
        graph.columnOf(tensor, index),
        graph.columnOf(tensor, count + index),
        graph.columnOf(tensor, 2 * count + index));
  }

  /**
   * {@link Tail#of}, element by element.
   *
   * @param distance at least 0, of the tensors' shape
   * @param number gives scalars of their element type, such as {@code graph::doubleScalar}
   */
  public String of(GraphBuilder graph, String distance, DoubleFunction<String> number) {
    String share = graph.apply("Min", graph.apply("Div", distance, start), number.apply(1));
    String body = graph.apply("Mul", nats, share);
    String excess = graph.apply("Max", graph.apply("Sub", distance, start), number.apply(0));
    String growth = graph.apply("Mul", graph.apply("Div", excess, scale), number.apply(Tail.SHAPE));
    String logarithm = graph.apply("Log", graph.apply("Add", growth, number.apply(1)));
    String beyond = graph.apply("Mul", logarithm, number.apply(1 / Tail.SHAPE));
    return graph.apply("Add", body, beyond);
  }
}
