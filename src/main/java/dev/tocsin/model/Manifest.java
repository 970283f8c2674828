package dev.tocsin.model;

import dev.tocsin.series.RangeQuery;
import dev.tocsin.window.Preprocessing;
import java.time.Instant;
import java.util.List;

/**
 * What there is to know about a stored detector: {@code manifest.json}, in snake case.
 *
 * @param formatVersion the version of {@link DetectorContract} and of the files
 * @param origin which detector this is, and the history it was fitted on
 * @param kind of trainer
 * @param shape the time base
 * @param fit how the fit went
 * @param files the files beside the manifest
 * @param versions of the software that made it
 * @param promotion why it serves
 */
public record Manifest(
    int formatVersion,
    Origin origin,
    String kind,
    Shape shape,
    Fit fit,
    Files files,
    Versions versions,
    Promotion promotion) {

  /** The manifest with the decision on its detector. */
  Manifest with(Promotion decided) {
    return new Manifest(formatVersion, origin, kind, shape, fit, files, versions, decided);
  }

  /** The manifest of the same fit once series have joined it. */
  Manifest joined(Origin renamed, int series, Digest parameters, Promotion decided) {
    Fit grown =
        new Fit(
            series,
            fit.seriesLeftOut(),
            fit.usableWindows(),
            fit.fittedWindows(),
            fit.seed(),
            fit.heldBack(),
            fit.provenance());
    Files changed = new Files(files.graphBytes(), files.graphSha256(), parameters.hex());
    return new Manifest(formatVersion, renamed, kind, shape, grown, changed, versions, decided);
  }

  /** The id of the detector that was fitted: its own, or that of the fit whose series it has. */
  public String fitId() {
    return promotion.decision() == Promotion.Decision.JOINED
        ? promotion.champion().orElse(id())
        : id();
  }

  /**
   * When the fit was made: up to then its history could reach. Series that joined it later do not
   * make it any younger; of such a version it is told to the second, as the id of the fit has it.
   */
  public Instant fittedAt() {
    return promotion.decision() == Promotion.Decision.JOINED
        ? Detector.timeOf(fitId()).orElse(trainedAt())
        : trainedAt();
  }

  /** The detector's id. */
  public String id() {
    return origin.id();
  }

  /** The job it was made for. */
  public String job() {
    return origin.job();
  }

  /** When it was made. */
  public Instant trainedAt() {
    return origin.trainedAt();
  }

  /**
   * Which detector this is, and the history it was fitted on.
   *
   * @param job the job's name
   * @param id of the detector, unique in the job
   * @param trainedAt the time that the history was asked up to, or when the last series joined
   * @param query the PromQL expression
   * @param start of the history, inclusive
   * @param end of the history, inclusive
   * @param stepMillis the distance of two steps
   * @param preprocessing what alignment did to the samples; scoring must do the same
   * @param excluded stretches of the history that were left out, in order
   */
  public record Origin(
      String job,
      String id,
      Instant trainedAt,
      String query,
      Instant start,
      Instant end,
      long stepMillis,
      Preprocessing preprocessing,
      List<Excluded> excluded) {
    /** Copies the list. */
    public Origin {
      excluded = List.copyOf(excluded);
    }

    /** The origin of a detector fitted on a whole history. */
    public Origin(
        String job,
        String id,
        Instant trainedAt,
        String query,
        Instant start,
        Instant end,
        long stepMillis,
        Preprocessing preprocessing) {
      this(job, id, trainedAt, query, start, end, stepMillis, preprocessing, List.of());
    }

    /** The same history under another id. */
    Origin renamed(String newId, Instant at) {
      return new Origin(job, newId, at, query, start, end, stepMillis, preprocessing, excluded);
    }

    /** The same history without these stretches. */
    public Origin without(List<Excluded> stretches) {
      return new Origin(
          job, id, trainedAt, query, start, end, stepMillis, preprocessing, stretches);
    }

    /** The origin of a detector fitted on the answer to {@code query}. */
    public static Origin of(
        String job, String id, Instant trainedAt, RangeQuery query, Preprocessing preprocessing) {
      return new Origin(
          job,
          id,
          trainedAt,
          query.expression(),
          Instant.ofEpochMilli(query.grid().startMillis()),
          Instant.ofEpochMilli(query.grid().endMillis()),
          query.grid().stepMillis(),
          preprocessing);
    }
  }

  /**
   * A stretch of a history that nothing was learnt from.
   *
   * @param from its first step
   * @param to its last step, inclusive
   */
  public record Excluded(Instant from, Instant to) {}

  /**
   * How the fit went.
   *
   * @param series in the detector
   * @param seriesLeftOut of it, because their history did not suffice
   * @param usableWindows windows without a gap, over all series
   * @param fittedWindows windows the weights were fitted on
   * @param seed of every random choice
   * @param heldBack how well it forecasts what was held back
   * @param provenance how the weights came to be, as Tribuo tells it
   */
  public record Fit(
      int series,
      int seriesLeftOut,
      long usableWindows,
      long fittedWindows,
      long seed,
      Fitted.Accuracy heldBack,
      String provenance) {
    /** Of a model that was brought along: nothing is known of its fit. */
    public static Fit brought() {
      return new Fit(0, 0, 0, 0, 0, Fitted.Accuracy.none(), "brought along");
    }

    static Fit of(Fitted fitted) {
      Fitted.Report report = fitted.report();
      return new Fit(
          fitted.parameters().size(),
          report.leftOut().size(),
          report.usableWindows(),
          report.fittedWindows(),
          report.seed(),
          report.accuracy(),
          report.provenance());
    }
  }

  /**
   * The files beside the manifest.
   *
   * @param graphBytes size of the graph
   * @param graphSha256 digest of the graph
   * @param parametersSha256 digest of the series' parameters
   */
  public record Files(long graphBytes, String graphSha256, String parametersSha256) {
    /**
     * Checks the digests.
     *
     * @throws IllegalArgumentException if one is none
     */
    public Files {
      graphSha256 = new Digest(graphSha256).hex();
      parametersSha256 = new Digest(parametersSha256).hex();
    }
  }

  /** Versions of the software that made a detector. */
  public record Versions(String tocsin, String java, String onnxruntime, String tribuo) {}
}
