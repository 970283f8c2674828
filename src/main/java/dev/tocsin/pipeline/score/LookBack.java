package dev.tocsin.pipeline.score;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.incident.Incident;
import dev.tocsin.detect.incident.Incidents;
import dev.tocsin.detect.incident.View;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.read.Silence;
import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The verdicts on the steps asked for and on some before them.
 *
 * <p>Nothing is kept from one call to the next: whether an incident is new, or since when it lasts,
 * is seen again each time in the steps before.
 *
 * @param series the verdicts behind the gates
 * @param incidents what they tell of
 */
public record LookBack(List<SeriesVerdict> series, List<Incident> incidents) {
  /** Two: the hold-down before an onset must be calm, and the onset may be that long ago. */
  private static final int HOLD_DOWNS = 2;

  /** Bounds what looking back costs, whatever the number of series: a tenth of a second or two. */
  private static final int MAX_POINTS = 320_000;

  /** How many steps before those asked for are looked at. */
  public static int steps(Job job, Optional<ServingModel> model) {
    if (model.isEmpty()) {
      return 0;
    }
    int wanted = HOLD_DOWNS * job.rules().holdDownSteps(job.reach().step());
    int affordable = MAX_POINTS / Math.max(1, model.get().parameters().size());
    // An absence must be longer than a gap to be seen.
    return Math.max(job.recipe().preprocessing().maxGapSteps() + 1, Math.min(wanted, affordable));
  }

  /** Puts verdicts behind the job's gates, and finds the incidents in them. */
  public static LookBack of(Job job, Optional<ServingModel> model, List<SeriesVerdict> verdicts) {
    Gates gates = job.rules().gates();
    List<SeriesVerdict> series = verdicts.stream().map(gates::pass).toList();
    View view = job.view();
    Predicate<Labels> wasThere =
        model
            .map(serving -> Silence.notAtFit(serving.parameters(), view.maxGapSteps()))
            .orElse(labels -> false);
    return new LookBack(series, Incidents.of(series, job.rules(), view, wasThere));
  }

  /** The verdicts on the last {@code steps} steps. */
  public List<SeriesVerdict> last(int steps) {
    return series.stream().map(verdict -> last(verdict, steps)).toList();
  }

  private static SeriesVerdict last(SeriesVerdict verdict, int steps) {
    List<PointVerdict> points = verdict.points();
    return points.size() == steps
        ? verdict
        : new SeriesVerdict(verdict.labels(), points.subList(points.size() - steps, points.size()));
  }
}
