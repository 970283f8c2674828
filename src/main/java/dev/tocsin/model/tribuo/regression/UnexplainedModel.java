package dev.tocsin.model.tribuo.regression;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * A model that forecasts a value from those before it: what a lag weighs depends on the others, so
 * that none explains a forecast by itself. Tribuo's protobuf form is not supported, as the graph of
 * the detector is what is stored.
 */
public abstract class UnexplainedModel extends Model<Regressor> {
  private static final long serialVersionUID = 1L;

  /** A model of this name. */
  protected UnexplainedModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs) {
    super(name, provenance, features, outputs, false);
  }

  /** The name of the one value that is forecast. */
  protected final String outputName() {
    return getOutputIDInfo().getDomain().iterator().next().getNames()[0];
  }

  /** Empty. */
  @Override
  public final Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  /** Empty. */
  @Override
  public final Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }
}
