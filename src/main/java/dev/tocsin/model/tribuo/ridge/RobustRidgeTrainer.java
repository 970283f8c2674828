package dev.tocsin.model.tribuo.ridge;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;

/**
 * {@link RobustRidge} as a trainer of Tribuo's: from examples whose features, in the order of their
 * names, are the lags, newest first.
 *
 * <p>The detector's own fit goes from arrays to the same regression: Tribuo's examples cost some
 * 550 bytes and 22 µs each. Thread-safe.
 */
public final class RobustRidgeTrainer implements Trainer<Regressor> {
  private final int lags;
  private final InstantSource clock;
  private final AtomicInteger invocations = new AtomicInteger();

  /**
   * A trainer.
   *
   * @param lags how many features an example has
   * @param clock tells when a model was trained, for its provenance
   */
  public RobustRidgeTrainer(int lags, InstantSource clock) {
    this.lags = lags;
    this.clock = clock;
  }

  /**
   * Trains on examples.
   *
   * @throws IllegalArgumentException if an example has another number of features, or there is not
   *     one output
   */
  @Override
  public RobustRidgeModel train(
      Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    if (examples.getOutputIDInfo().size() != 1 || features.size() != lags) {
      throw new IllegalArgumentException(
          features.size()
              + " features and "
              + examples.getOutputIDInfo().size()
              + " outputs, expected "
              + lags
              + " and 1");
    }
    Autoregression fitted = new RobustRidge(lags).fit(new Examples(examples, features, lags));
    ModelProvenance provenance =
        new ModelProvenance(
            RobustRidgeModel.class.getName(),
            clock.instant().atOffset(ZoneOffset.UTC),
            examples.getProvenance(),
            new RobustRidgeProvenance(lags, invocations.getAndIncrement()),
            runProvenance);
    return new RobustRidgeModel(fitted, provenance, features, examples.getOutputIDInfo());
  }

  private record Examples(Dataset<Regressor> examples, ImmutableFeatureMap features, int lags)
      implements RobustRidge.Source {
    @Override
    public int size() {
      return examples.size();
    }

    @Override
    public double load(int index, double[] row) {
      Example<Regressor> example = examples.getExample(index);
      if (example.size() != lags) {
        throw new IllegalArgumentException(
            example.size() + " features in " + example + ", expected " + lags);
      }
      for (Feature feature : example) {
        row[features.getID(feature.getName())] = feature.getValue();
      }
      return example.getOutput().getValues()[0];
    }
  }

  /** What the next model's provenance says of this trainer. */
  @Override
  public TrainerProvenance getProvenance() {
    return new RobustRidgeProvenance(lags, invocations.get());
  }

  @Override
  public int getInvocationCount() {
    return invocations.get();
  }

  /** Sets the count; it changes nothing else, as every call trains alike. */
  @Override
  public void setInvocationCount(int invocationCount) {
    invocations.set(invocationCount);
  }
}
