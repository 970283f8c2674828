package dev.tocsin.model.tribuo.seasonal;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Tribuo;
import org.tribuo.provenance.SkeletalTrainerProvenance;

/**
 * With what settings an autoregression was fitted. Written down by hand: Tribuo's own way reads
 * fields by reflection, of which a native executable silently finds none.
 */
public final class RobustRidgeProvenance extends SkeletalTrainerProvenance {
  private static final long serialVersionUID = 1L;

  RobustRidgeProvenance(int lags, int invocations) {
    super(
        new ExtractedInfo(
            RobustRidgeTrainer.class.getName(),
            "Trainer",
            byName(configured(lags)),
            byName(instance(invocations))));
  }

  /** A provenance read back by Tribuo. */
  public RobustRidgeProvenance(Map<String, Provenance> read) {
    super(read);
  }

  private static List<Provenance> configured(int lags) {
    return List.of(
        new IntProvenance("lags", lags),
        new DoubleProvenance("ridge", RobustRidge.RIDGE),
        new DoubleProvenance("huber", RobustRidge.HUBER),
        new IntProvenance("rounds", RobustRidge.ROUNDS));
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
