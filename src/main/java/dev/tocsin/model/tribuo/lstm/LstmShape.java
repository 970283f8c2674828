package dev.tocsin.model.tribuo.lstm;

import java.io.Serializable;

/**
 * The size of the network, and where its parameters lie in one flat array.
 *
 * <p>First the cell: {@code [4·hidden × (2 + hidden)]}, one row per gate and unit, with the weight
 * of the input, the bias and the weights of the state before. Gates come in the order input,
 * forget, candidate, output, as in Keras and PyTorch. Then the dense layer: {@code [hidden]}
 * weights and a bias.
 *
 * @param window how many steps a window has
 * @param hidden how many units the LSTM has
 */
record LstmShape(int window, int hidden) implements Serializable {
  /** How many rows the cell has: four gates of each unit. */
  int gateRows() {
    return 4 * hidden;
  }

  /** How many parameters a row of the cell has. */
  int rowLength() {
    return 2 + hidden;
  }

  /** Where a row of the cell begins with the weight of the input. */
  int inputAt(int row) {
    return row * rowLength();
  }

  /** Where the bias of a row of the cell is. */
  int biasAt(int row) {
    return inputAt(row) + 1;
  }

  /** Where the weight of a unit's state in a row of the cell is. */
  int stateAt(int row, int unit) {
    return inputAt(row) + 2 + unit;
  }

  /** Where the weight of a unit in the dense layer is. */
  int outputAt(int unit) {
    return gateRows() * rowLength() + unit;
  }

  /** Where the bias of the dense layer is. */
  int outputBiasAt() {
    return outputAt(hidden);
  }

  /** How many parameters there are. */
  int parameters() {
    return outputBiasAt() + 1;
  }
}
