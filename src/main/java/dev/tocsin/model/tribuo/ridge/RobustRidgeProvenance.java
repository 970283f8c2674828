package dev.tocsin.model.tribuo.ridge;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import dev.tocsin.model.tribuo.regression.WrittenProvenance;
import java.util.List;
import java.util.Map;

/** With what settings an autoregression was fitted. */
public final class RobustRidgeProvenance extends WrittenProvenance {
  private static final long serialVersionUID = 1L;

  RobustRidgeProvenance(int lags, int invocations) {
    super(RobustRidgeTrainer.class, configured(lags), invocations);
  }

  /** A provenance read back by Tribuo. */
  public RobustRidgeProvenance(Map<String, Provenance> read) {
    super(read);
  }

  private static List<PrimitiveProvenance<?>> configured(int lags) {
    return List.of(
        new IntProvenance("lags", lags),
        new DoubleProvenance("ridge", RobustRidge.RIDGE),
        new DoubleProvenance("huber", RobustRidge.HUBER),
        new IntProvenance("rounds", RobustRidge.ROUNDS));
  }
}
