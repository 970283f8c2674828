package dev.tocsin.function.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.StreamShares;
import dev.tocsin.model.FalseAlertRates;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0.996, 1.0",
    "0.95499, 0.95",
    "0.1, 0.1",
    "0.0999, 0.1",
    "0.001, 0.001",
    "0.0012345, 0.0012",
    "1.6180339e-4, 1.6E-4",
    "1e-6, 1.0E-6"
  })
  void rounded_keepsTwoDigits(double rate, String written) {
    assertThat(PointAnswer.rounded(rate)).hasToString(written);
  }

  @Test
  void rounded_isTheNearestNumberOfTwoDigits() {
    for (double rate = FalseAlertRates.LEAST; rate <= 1; rate *= 1.0009) {
      String digits = Double.toString(PointAnswer.rounded(rate)).replaceAll("E.*|\\.", "");
      assertThat(digits.replaceAll("^0+|0+$", "")).as("of %s", rate).hasSizeBetween(1, 2);
      assertThat(PointAnswer.rounded(rate)).isBetween(0.95 * rate, 1.05 * rate);
    }
  }

  @Test
  void of_isWrittenInFewDigits() throws Exception {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    new ShortestNumbers().customize(json);
    Scored scored =
        new Scored(Instant.EPOCH, Double.parseDouble("3.32717E20"), 7, 1e-5, 100, 0.25)
            .with(OptionalDouble.of(0.12345), StreamShares.none());
    assertThat(json.writeValueAsString(PointAnswer.of(scored)))
        .contains(
            "\"y\":3.32717E20,\"yhat\":7.0,\"yhat_lower\":1.0E-5,\"yhat_upper\":100.0",
            "\"false_alert_rate\":0.12}");
  }
}
