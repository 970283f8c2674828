package dev.tocsin.model.tribuo.lstm;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Tribuo;
import org.tribuo.provenance.SkeletalTrainerProvenance;

/**
 * With what settings a network was trained. Written down by hand: Tribuo's own way reads fields by
 * reflection, of which a native executable silently finds none.
 */
public final class LstmTrainerProvenance extends SkeletalTrainerProvenance {
  private static final long serialVersionUID = 1L;

  LstmTrainerProvenance(LstmSettings settings, long seed, int invocations) {
    super(
        new ExtractedInfo(
            LstmTrainer.class.getName(),
            "Trainer",
            byName(configured(settings, seed)),
            byName(instance(invocations))));
  }

  /** A provenance read back by Tribuo. */
  public LstmTrainerProvenance(Map<String, Provenance> read) {
    super(read);
  }

  private static List<Provenance> configured(LstmSettings settings, long seed) {
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

  private static List<PrimitiveProvenance<?>> instance(int invocations) {
    return List.of(
        new IntProvenance(TRAIN_INVOCATION_COUNT, invocations),
        new BooleanProvenance(IS_SEQUENCE, false),
        new StringProvenance(TRIBUO_VERSION_STRING, Tribuo.VERSION));
  }

  private static <P extends Provenance> Map<String, P> byName(List<P> values) {
    Map<String, P> byName = new LinkedHashMap<>();
    for (P value : values) {
      byName.put(((PrimitiveProvenance<?>) value).getKey(), value);
    }
    return byName;
  }
}
