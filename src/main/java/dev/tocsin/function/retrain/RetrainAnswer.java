package dev.tocsin.function.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.function.answer.ModelAnswer;
import dev.tocsin.function.answer.ReadAnswer;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.RetrainResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code /retrain}.
 *
 * @param job the job's name
 * @param model the new model, which serves from now on
 * @param history the range it was trained on
 * @param series how many series are in it
 * @param accuracy how well it forecasts what was held back
 * @param leftOut series that are not in it, the first few, and why
 * @param read the way the history was read
 */
public record RetrainAnswer(
    String job,
    ModelAnswer model,
    History history,
    int series,
    Accuracy accuracy,
    @JsonProperty("left_out") List<LeftOut> leftOut,
    ReadAnswer read) {

  /** Enough to see a pattern, few enough to read. */
  private static final int MAX_LEFT_OUT = 100;

  static RetrainAnswer of(RetrainResult result) {
    Manifest manifest = result.detector().manifest();
    return new RetrainAnswer(
        manifest.job(),
        ModelAnswer.of(manifest),
        new History(manifest.origin().start(), manifest.origin().end()),
        manifest.fit().series(),
        Accuracy.of(manifest.fit().heldBack()),
        result.leftOut().stream().limit(MAX_LEFT_OUT).map(LeftOut::of).toList(),
        ReadAnswer.of(result.how()));
  }

  /** The first and the last step of a history. */
  public record History(Instant start, Instant end) {}

  /**
   * Mean absolute errors on windows the weights never saw, in scales of each series.
   *
   * @param windows how many windows there were
   * @param maeModel of the model
   * @param maeNaive of the forecast that the last value stays
   */
  public record Accuracy(
      long windows,
      @JsonProperty("mae_model") double maeModel,
      @JsonProperty("mae_naive") double maeNaive) {
    static Accuracy of(Fitted.Accuracy accuracy) {
      return new Accuracy(accuracy.windows(), accuracy.maeModel(), accuracy.maeNaive());
    }
  }

  /** A series that is not in the model, and why. */
  public record LeftOut(Map<String, String> labels, String reason) {
    static LeftOut of(Fitted.LeftOut leftOut) {
      return new LeftOut(leftOut.labels().asMap(), leftOut.reason());
    }
  }
}
