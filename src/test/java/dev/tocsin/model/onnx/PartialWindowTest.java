package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.window.SlidingWindows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Of windows of ten steps, two lags, and gaps of one step. */
class PartialWindowTest {
  private static final int WINDOW = 10;
  private static final int TARGET = 20;

  private final Stretch stretch = new Stretch(WINDOW, 1);

  @Test
  void read_wantsAThirdOfTheStepsBehindTheFirstLags() {
    assertThat(read(12, 17)).isEqualTo(Admission.GAP);
    assertThat(read(12, 16)).isEqualTo(Admission.ACCEPTED);
    assertThat(stretch.present).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1);
    assertThat(stretch.values).containsExactly(10, 11, 11, 11, 11, 11, 16, 17, 18, 19, 20);
  }

  @Test
  void read_ofASeriesThatHasJustBegun_isWarmingUp() {
    assertThat(read(0, 17)).isEqualTo(Admission.WARMING_UP);
    assertThat(read(0, 16)).isEqualTo(Admission.ACCEPTED);
    assertThat(stretch.values).containsExactly(16, 16, 16, 16, 16, 16, 16, 17, 18, 19, 20);
  }

  /** Reads the target of a series whose steps are missing from one (inclusive) to another. */
  private Admission read(int missingFrom, int missingTo) {
    double[] values = new double[TARGET + 1];
    Arrays.setAll(values, step -> step);
    Arrays.fill(values, missingFrom, missingTo, Double.NaN);
    SlidingWindows windows = new SlidingWindows(SyntheticSeries.matrix(values), WINDOW, 1);
    PartialWindow partial = new PartialWindow(WINDOW, 1, 2);
    Arrays.fill(partial.levels(windows), 0);
    Admission[] admissions = {Admission.ACCEPTED};
    partial.read(windows, 0, TARGET, stretch, admissions, 0);
    return admissions[0];
  }
}
