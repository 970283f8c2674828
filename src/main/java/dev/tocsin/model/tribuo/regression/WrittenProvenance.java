package dev.tocsin.model.tribuo.regression;

import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Tribuo;
import org.tribuo.provenance.SkeletalTrainerProvenance;

/**
 * With what settings a model was trained. Written down by hand: Tribuo's own way reads fields by
 * reflection, of which a native executable silently finds none.
 */
public abstract class WrittenProvenance extends SkeletalTrainerProvenance {
  private static final long serialVersionUID = 1L;

  /**
   * The provenance of a trainer.
   *
   * @param settings by their names, in the order they are told
   * @param invocations how many models it trained before
   */
  protected WrittenProvenance(
      Class<?> trainer, List<PrimitiveProvenance<?>> settings, int invocations) {
    super(
        new ExtractedInfo(
            trainer.getName(),
            "Trainer",
            new LinkedHashMap<String, Provenance>(byName(settings)),
            byName(
                List.of(
                    new IntProvenance(TRAIN_INVOCATION_COUNT, invocations),
                    new BooleanProvenance(IS_SEQUENCE, false),
                    new StringProvenance(TRIBUO_VERSION_STRING, Tribuo.VERSION)))));
  }

  /** A provenance read back by Tribuo. */
  protected WrittenProvenance(Map<String, Provenance> read) {
    super(read);
  }

  private static Map<String, PrimitiveProvenance<?>> byName(List<PrimitiveProvenance<?>> values) {
    Map<String, PrimitiveProvenance<?>> byName = new LinkedHashMap<>();
    for (PrimitiveProvenance<?> value : values) {
      byName.put(value.getKey(), value);
    }
    return byName;
  }
}
