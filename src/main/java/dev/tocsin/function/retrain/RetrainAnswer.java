package dev.tocsin.function.retrain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.function.answer.ModelAnswer;
import dev.tocsin.function.answer.ReadAnswer;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.retrain.RetrainResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /retrain}.
 *
 * @param job the job's name
 * @param promoted whether the new model serves from now on; if not, it is not kept
 * @param reason why, or why not
 * @param champion the id of the model that served before, if one did
 * @param contest how the two did where neither was fitted, if they could be compared
 * @param model the new model
 * @param history the range it was trained on
 * @param excluded what of that range was left out, if anything
 * @param series how many series are in it
 * @param accuracy how well it forecasts what was held back; left out where it makes no forecast
 * @param leftOut series that are not in it, the first few, and why
 * @param read the way the history was read
 */
public record RetrainAnswer(
    String job,
    boolean promoted,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String champion,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ContestAnswer contest,
    ModelAnswer model,
    History history,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Excluded> excluded,
    int series,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Accuracy accuracy,
    @JsonProperty("left_out") List<LeftOut> leftOut,
    ReadAnswer read) {

  /** Enough to see a pattern, few enough to read. */
  private static final int MAX_LEFT_OUT = 100;

  static RetrainAnswer of(RetrainResult result) {
    Manifest manifest = result.detector().manifest();
    return new RetrainAnswer(
        manifest.job(),
        result.promotion().isPromoted(),
        result.promotion().reason(),
        result.promotion().champion().orElse(null),
        ContestAnswer.of(result.promotion()),
        ModelAnswer.of(manifest),
        new History(manifest.origin().start(), manifest.origin().end()),
        manifest.origin().excluded().stream().map(Excluded::of).toList(),
        manifest.fit().series(),
        Accuracy.of(manifest.fit().heldBack()),
        result.leftOut().stream().limit(MAX_LEFT_OUT).map(LeftOut::of).toList(),
        ReadAnswer.of(result.how()));
  }

  /** The first and the last step of a history. */
  public record History(Instant start, Instant end) {}

  /** The first and the last step of what was left out. */
  public record Excluded(Instant from, Instant to) {
    static Excluded of(Manifest.Excluded excluded) {
      return new Excluded(excluded.from(), excluded.to());
    }
  }

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
    static @Nullable Accuracy of(Fitted.Accuracy accuracy) {
      return accuracy.windows() == 0
          ? null
          : new Accuracy(accuracy.windows(), accuracy.maeModel(), accuracy.maeNaive());
    }
  }

  /** A series that is not in the model, and why. */
  public record LeftOut(Map<String, String> labels, String reason) {
    static LeftOut of(Fitted.LeftOut leftOut) {
      return new LeftOut(leftOut.labels().asMap(), leftOut.reason());
    }
  }
}
