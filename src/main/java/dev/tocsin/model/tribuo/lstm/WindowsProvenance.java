package dev.tocsin.model.tribuo.lstm;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import java.time.OffsetDateTime;
import java.util.Map;
import org.tribuo.provenance.DatasetProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;

/** That a network was trained on windows, and on how many of what length. */
public final class WindowsProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  WindowsProvenance(TrainingWindows windows, OffsetDateTime time) {
    super(
        new SimpleDataSourceProvenance("normalised windows", time, new RegressionFactory()),
        new ListProvenance<>(),
        TrainingWindows.class.getName(),
        true,
        false,
        windows.count(),
        windows.features(),
        1);
  }

  /** A provenance read back by Tribuo. */
  public WindowsProvenance(Map<String, Provenance> read) {
    super(read);
  }
}
