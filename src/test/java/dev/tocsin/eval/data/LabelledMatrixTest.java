package dev.tocsin.eval.data;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.detect.measure.StepRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledMatrixTest {
  @Test
  void constructor_refusesAStretchBeyondTheEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelledSeries.zeros(10, new StepRange(8, 10)))
        .withMessageContaining("made has 10 columns");
  }

  @Test
  void constructor_refusesTimesThatAreNotThoseOfTheColumns() {
    LabelledMatrix one = LabelledSeries.zeros(10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledMatrix("short", one.samples(), new long[9], List.of()))
        .withMessage("9 times for short, expected 10");
  }
}
