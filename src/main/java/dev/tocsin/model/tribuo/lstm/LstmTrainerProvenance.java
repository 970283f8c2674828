package dev.tocsin.model.tribuo.lstm;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import dev.tocsin.model.tribuo.regression.WrittenProvenance;
import java.util.List;
import java.util.Map;

/** With what settings a network was trained. */
public final class LstmTrainerProvenance extends WrittenProvenance {
  private static final long serialVersionUID = 1L;

  LstmTrainerProvenance(LstmSettings settings, long seed, int invocations) {
    super(LstmTrainer.class, configured(settings, seed), invocations);
  }

  /** A provenance read back by Tribuo. */
  public LstmTrainerProvenance(Map<String, Provenance> read) {
    super(read);
  }

  private static List<PrimitiveProvenance<?>> configured(LstmSettings settings, long seed) {
    AdamSettings adam = settings.adam();
    return List.of(
        new IntProvenance("hidden", settings.hidden()),
        new IntProvenance("epochs", settings.epochs()),
        new IntProvenance("stepsPerEpoch", settings.stepsPerEpoch()),
        new IntProvenance("batch", settings.batch()),
        new LongProvenance("seed", seed),
        new StringProvenance("loss", "mean absolute error"),
        new StringProvenance("optimiser", "Adam"),
        new DoubleProvenance("learningRate", adam.learningRate()),
        new DoubleProvenance("beta1", adam.beta1()),
        new DoubleProvenance("beta2", adam.beta2()),
        new DoubleProvenance("epsilon", adam.epsilon()),
        new DoubleProvenance("maxNorm", adam.maxNorm()));
  }
}
