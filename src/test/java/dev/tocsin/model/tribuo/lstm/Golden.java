package dev.tocsin.model.tribuo.lstm;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What PyTorch did in double precision: the golden file that {@code lstm_golden.py} writes. */
record Golden(
    @JsonProperty("written_by") String writtenBy,
    int window,
    int hidden,
    int batch,
    List<List<Double>> inputs,
    List<Double> targets,
    List<Double> initial,
    List<Double> losses,
    List<Double> trained,
    List<Double> forecasts) {
  static Golden read() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Golden.class.getResourceAsStream("lstm-golden.json"))) {
      return new ObjectMapper().readValue(file, Golden.class);
    }
  }

  static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  LstmShape shape() {
    return new LstmShape(window, hidden);
  }

  TrainingWindows windows() {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      double[] row = Arrays.copyOf(array(inputs.get(i)), window + 1);
      row[window] = targets.get(i);
      rows.add(row);
    }
    return TrainingWindows.copyOf(window, rows);
  }

  /** The losses met when {@code gradient} takes the golden steps, which changes the parameters. */
  double[] train(BatchGradient gradient, double[] parameters) {
    Descent descent = new Descent(gradient, AdamSettings.standard(), parameters);
    TrainingWindows windows = windows();
    int[] order = Samples.inOrder(windows.count());
    double[] met = new double[losses.size()];
    for (int step = 0; step < met.length; step++) {
      met[step] = descent.step(windows, order, step * batch % windows.count());
    }
    return met;
  }
}
