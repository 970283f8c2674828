package dev.tocsin.model.onnx;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Digest;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.SeriesParameters;

/** A detector with its graph loaded. Any number of threads may use it until it is closed. */
public final class ServingModel implements AutoCloseable {
  private final Manifest manifest;
  private final SeriesParameters parameters;
  private final OnnxDetector onnx;

  private ServingModel(Manifest manifest, SeriesParameters parameters, OnnxDetector onnx) {
    this.manifest = manifest;
    this.parameters = parameters;
    this.onnx = onnx;
  }

  /**
   * Loads a detector.
   *
   * @throws DetectorException if the graph is damaged, does not keep the contract, or does not fit
   *     its parameters
   */
  public static ServingModel open(Detector detector) {
    Manifest manifest = detector.manifest();
    OnnxDetector onnx =
        OnnxDetector.open(detector.graph(), new Digest(manifest.files().graphSha256()));
    ServingModel model = new ServingModel(manifest, detector.parameters(), onnx);
    try {
      model.batch(1);
      return model;
    } catch (RuntimeException e) {
      onnx.close();
      throw e;
    }
  }

  /**
   * The model of the next fit. Where its graph is the one that is loaded, and only what it knows of
   * the series is new, the graph is kept; else this model is closed. It must not be used any more.
   *
   * @throws DetectorException as {@link #open} does; this model stays as it is then
   */
  public ServingModel succeededBy(Detector next) {
    if (!next.manifest().files().graphSha256().equals(manifest.files().graphSha256())) {
      ServingModel opened = open(next);
      close();
      return opened;
    }
    ServingModel sharing = new ServingModel(next.manifest(), next.parameters(), onnx);
    sharing.batch(1);
    return sharing;
  }

  /** What there is to know about the detector. */
  public Manifest manifest() {
    return manifest;
  }

  /** Whether it makes a forecast with its bounds, or a score alone. */
  public boolean forecasts() {
    return onnx.forecasts();
  }

  /** The series it was fitted on. */
  public SeriesParameters parameters() {
    return parameters;
  }

  /** An empty batch for so many single steps; it must not outlive the model. */
  public ScoreBatch batch(int expected) {
    return batch(1, expected);
  }

  /**
   * An empty batch for so many times so many steps that follow one another; it must not outlive the
   * model.
   */
  public ScoreBatch batch(int steps, int expected) {
    return onnx.batch(parameters, manifest.shape(), steps, expected);
  }

  /** Frees the graph. Nobody may be scoring with it. */
  @Override
  public void close() {
    onnx.close();
  }
}
