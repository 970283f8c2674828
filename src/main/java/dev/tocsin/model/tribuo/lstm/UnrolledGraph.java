package dev.tocsin.model.tribuo.lstm;

import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXRef;

/**
 * The network as basic ONNX operators, one step after the other.
 *
 * <p>Not ONNX's LSTM operator: that one aborts the process on an empty batch and, damaged, on
 * others; and unrolled, a call took a quarter of its time (window 30, eight units, 4,096 series).
 * Inside, tensors lie as {@code [features × n]}, so that taking a step out of the window and
 * putting it on top of the state copies whole rows.
 */
final class UnrolledGraph {
  private static final List<String> GATES = List.of("input", "forget", "candidate", "output");

  private final LstmShape shape;
  private final double[] parameters;
  private final ONNXContext context;

  private UnrolledGraph(LstmShape shape, double[] parameters, ONNXContext context) {
    this.shape = shape;
    this.parameters = parameters;
    this.context = context;
  }

  /**
   * Adds the network to the graph of {@code windows}.
   *
   * @param windows {@code [n × window]}, normalised, single precision, oldest step first
   * @return the forecasts, {@code [n × 1]}
   */
  static ONNXNode write(LstmShape shape, double[] parameters, ONNXRef<?> windows) {
    return new UnrolledGraph(shape, parameters, windows.onnxContext()).write(windows);
  }

  private ONNXNode write(ONNXRef<?> windows) {
    ONNXRef<?> steps = windows.apply(MissingOperator.TRANSPOSE);
    Moment moment = first(step(steps, 0));
    List<Gate> gates = gates(2 + shape.hidden());
    for (int t = 1; t < shape.window(); t++) {
      moment = next(gates, step(steps, t), moment);
    }
    return dense(moment.state()).apply(MissingOperator.TRANSPOSE);
  }

  /** One step of all windows: {@code [1 × n]}. */
  private ONNXNode step(ONNXRef<?> steps, int t) {
    ONNXInitializer index = context.array("step_" + t, new long[] {t});
    return steps.apply(ONNXOperators.GATHER, index, Map.of("axis", 0));
  }

  /**
   * Cell and state begin at zero, so the forget gate and the weights of the state do not matter.
   */
  private Moment first(ONNXRef<?> step) {
    List<Gate> gates = gates(2);
    ONNXNode cell = open(gates, 0, step).apply(ONNXOperators.MUL, open(gates, 2, step));
    return new Moment(cell, state(open(gates, 3, step), cell));
  }

  private Moment next(List<Gate> gates, ONNXRef<?> step, Moment before) {
    ONNXNode seen =
        context.operation(
            ONNXOperators.CONCAT, List.of(step, before.state()), "seen", Map.of("axis", 0));
    ONNXNode kept = open(gates, 1, seen).apply(ONNXOperators.MUL, before.cell());
    ONNXNode added = open(gates, 0, seen).apply(ONNXOperators.MUL, open(gates, 2, seen));
    ONNXNode cell = kept.apply(ONNXOperators.ADD, added);
    return new Moment(cell, state(open(gates, 3, seen), cell));
  }

  private static ONNXNode state(ONNXNode out, ONNXNode cell) {
    return out.apply(ONNXOperators.MUL, cell.apply(MissingOperator.TANH));
  }

  private ONNXNode open(List<Gate> gates, int index, ONNXRef<?> seen) {
    Gate gate = gates.get(index);
    ONNXOperator activation = index == 2 ? MissingOperator.TANH : ONNXOperators.SIGMOID;
    return context
        .operation(ONNXOperators.GEMM, List.of(gate.weights(), seen, gate.bias()), GATES.get(index))
        .apply(activation);
  }

  private ONNXNode dense(ONNXRef<?> state) {
    ONNXInitializer weights =
        tensor("dense", 1, shape.hidden(), (row, unit) -> shape.outputAt(unit));
    ONNXInitializer bias = tensor("dense_bias", 1, 1, (row, column) -> shape.outputBiasAt());
    return context.operation(ONNXOperators.GEMM, List.of(weights, state, bias), "forecast");
  }

  /** The gates with the weights of the first {@code columns} columns of the cell. */
  private List<Gate> gates(int columns) {
    return List.of(gate(0, columns), gate(1, columns), gate(2, columns), gate(3, columns));
  }

  private Gate gate(int index, int columns) {
    int units = shape.hidden();
    String name = GATES.get(index) + (columns == 2 ? "_first" : "");
    ONNXInitializer weights =
        tensor(
            name,
            units,
            columns - 1,
            (unit, column) -> {
              int row = index * units + unit;
              return column == 0 ? shape.inputAt(row) : shape.stateAt(row, column - 1);
            });
    ONNXInitializer bias =
        tensor(name + "_bias", units, 1, (unit, column) -> shape.biasAt(index * units + unit));
    return new Gate(weights, bias);
  }

  private ONNXInitializer tensor(String name, int rows, int columns, Place place) {
    return context.floatTensor(
        "lstm_" + name,
        List.of(rows, columns),
        buffer -> {
          for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
              buffer.put((float) parameters[place.of(row, column)]);
            }
          }
        });
  }

  /** Where in the parameters an element of a tensor is. */
  private interface Place {
    int of(int row, int column);
  }

  /** Weights of a gate, {@code [hidden × (1 + hidden)]} or {@code [hidden × 1]}, and its bias. */
  private record Gate(ONNXInitializer weights, ONNXInitializer bias) {}

  /** What goes from one step to the next, both {@code [hidden × n]}. */
  private record Moment(ONNXNode cell, ONNXNode state) {}
}
