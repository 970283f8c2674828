package dev.tocsin.model.tribuo.seasonal;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * One autoregression as a model of Tribuo's: a linear forecast from the lags. Tribuo's protobuf
 * form is not supported; the detector keeps the weights of all its series in one tensor.
 */
public final class RobustRidgeModel extends Model<Regressor> {
  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final double spread;

  RobustRidgeModel(
      Autoregression fitted,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs) {
    super("robust-ridge", provenance, features, outputs, false);
    this.weights = fitted.weights().stream().toArray();
    this.spread = fitted.spread();
  }

  /** The weight of a lag, 0 being the newest; at the number of lags, the intercept. */
  public double weight(int lag) {
    return weights[lag];
  }

  /** The robust spread of what it errs. */
  public double spread() {
    return spread;
  }

  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    double sum = weights[weights.length - 1];
    int used = 0;
    for (Feature feature : example) {
      int lag = getFeatureIDMap().getID(feature.getName());
      if (lag >= 0) {
        sum += weights[lag] * feature.getValue();
        used++;
      }
    }
    String name = getOutputIDInfo().getDomain().iterator().next().getNames()[0];
    return new Prediction<>(new Regressor(name, sum), used, example);
  }

  /** Empty: a lag's weight depends on the others. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  /** Empty, like {@link #getTopFeatures}. */
  @Override
  public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }

  @Override
  protected RobustRidgeModel copy(String newName, ModelProvenance newProvenance) {
    RobustRidgeModel copy =
        new RobustRidgeModel(
            new Autoregression(weights.clone(), spread),
            newProvenance,
            getFeatureIDMap(),
            getOutputIDInfo());
    copy.setName(newName);
    return copy;
  }
}
