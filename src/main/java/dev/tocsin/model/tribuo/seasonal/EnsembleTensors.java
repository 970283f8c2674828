package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
import dev.tocsin.model.calibration.Constancy;
import dev.tocsin.model.calibration.TailTensor;
import dev.tocsin.series.Labels;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The models of all series of a job, stacked into the tensors of one detector. */
final class EnsembleTensors {
  private EnsembleTensors() {}

  /** The tensors of these series, in their order. */
  static SeriesParameters of(List<Labels> labels, List<SeriesModel> models) {
    return new SeriesParameters(
        labels,
        Map.ofEntries(
            Map.entry(DetectorContract.PROFILE, ragged(models, SeriesModel::profile)),
            Map.entry(DetectorContract.PERIOD, fixed(models, EnsembleTensors::period)),
            Map.entry(DetectorContract.SCALE, fixed(models, model -> row(model.normal().scale()))),
            Map.entry(
                DetectorContract.CONSTANT,
                Constancy.tensor(models.stream().map(SeriesModel::constancy).toList())),
            Map.entry(DetectorContract.GAPS, ragged(models, SeriesModel::gaps)),
            Map.entry(DetectorContract.RESIDUAL_GAPS, ragged(models, SeriesModel::residualGaps)),
            Map.entry(EnsembleGraph.CENTER, fixed(models, model -> row(model.normal().center()))),
            Map.entry(
                EnsembleGraph.WEIGHTS,
                fixed(models, model -> new Row(model.autoregression().weights().toArray()))),
            Map.entry(
                EnsembleGraph.SPREAD, fixed(models, model -> row(model.autoregression().spread()))),
            Map.entry(EnsembleGraph.HALF_WIDTH, fixed(models, model -> row(model.halfWidth()))),
            Map.entry(
                DetectorContract.TAILS,
                TailTensor.of(models.stream().map(SeriesModel::tails).toList()))));
  }

  private static Row row(double value) {
    return new Row(value);
  }

  private static Row period(SeriesModel model) {
    return row((double) model.season().periodMillis());
  }

  private static SeriesTensor fixed(List<SeriesModel> models, Function<SeriesModel, Row> of) {
    int width = of.apply(models.get(0)).width();
    return SeriesTensor.copyOf(width, joined(models, of));
  }

  private static SeriesTensor ragged(List<SeriesModel> models, Function<SeriesModel, Row> of) {
    int[] widths = models.stream().mapToInt(model -> of.apply(model).width()).toArray();
    return SeriesTensor.ragged(widths, joined(models, of));
  }

  private static double[] joined(List<SeriesModel> models, Function<SeriesModel, Row> of) {
    return models.stream().flatMapToDouble(model -> of.apply(model).stream()).toArray();
  }
}
