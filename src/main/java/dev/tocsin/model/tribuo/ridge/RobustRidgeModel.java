package dev.tocsin.model.tribuo.ridge;

import dev.tocsin.model.tribuo.regression.UnexplainedModel;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * One autoregression as a model of Tribuo's: a linear forecast from the lags. Tribuo's protobuf
 * form is not supported; the detector keeps the weights of all its series in one tensor.
 */
public final class RobustRidgeModel extends UnexplainedModel {
  private static final long serialVersionUID = 1L;

  private final double[] weights;
  private final double spread;

  RobustRidgeModel(
      Autoregression fitted,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs) {
    super("robust-ridge", provenance, features, outputs);
    this.weights = fitted.weights().toArray();
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
    return new Prediction<>(new Regressor(outputName(), sum), used, example);
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
