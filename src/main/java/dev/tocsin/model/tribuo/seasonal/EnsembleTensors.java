package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.SeriesTensor;
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
            Map.entry(DetectorContract.CONSTANT, fixed(models, EnsembleTensors::constancy)),
            Map.entry(DetectorContract.GAPS, ragged(models, SeriesModel::gaps)),
            Map.entry(DetectorContract.RESIDUAL_GAPS, ragged(models, SeriesModel::residualGaps)),
            Map.entry(EnsembleGraph.CENTER, fixed(models, model -> row(model.normal().center()))),
            Map.entry(
                EnsembleGraph.WEIGHTS, fixed(models, model -> model.autoregression().weights())),
            Map.entry(
                EnsembleGraph.SPREAD, fixed(models, model -> row(model.autoregression().spread()))),
            Map.entry(EnsembleGraph.HALF_WIDTH, fixed(models, model -> row(model.halfWidth()))),
            Map.entry(EnsembleGraph.TAILS, fixed(models, EnsembleTensors::tails))));
  }

  private static Row row(double value) {
    return new Row(value);
  }

  private static Row period(SeriesModel model) {
    return row((double) model.season().periodMillis());
  }

  private static Row constancy(SeriesModel model) {
    return new Row(model.constancy().value(), model.constancy().tolerance());
  }

  private static Row tails(SeriesModel model) {
    int streams = model.tails().size();
    double[] row = new double[3 * streams];
    for (int k = 0; k < streams; k++) {
      row[k] = model.tails().get(k).start();
      row[streams + k] = model.tails().get(k).scale();
      row[2 * streams + k] = model.tails().get(k).nats();
    }
    return new Row(row);
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
