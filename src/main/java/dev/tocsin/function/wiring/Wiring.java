package dev.tocsin.function.wiring;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.retrain.Seat;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.store.FileModelStore;
import dev.tocsin.store.MemoryModelStore;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;

/** Puts the pipelines together, and what all parts share. */
@Singleton
class Wiring {
  /** An ad hoc model is a megabyte at most, and asked for again within minutes or never. */
  private static final int AD_HOC_MODELS = 32;

  @Produces
  @Singleton
  Manifest.Versions softwareVersions() {
    return versions();
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  /** Made at the start, so that a wrong value is told then and not by the first request. */
  @Produces
  @Singleton
  @Startup
  Pipelines pipelines(
      SeriesSource source,
      Trainers trainers,
      TocsinConfig config,
      Jobs jobs,
      Manifest.Versions versions,
      InstantSource clock) {
    FileModelStore stored = stored(config.store());
    Pipeline.Training training =
        new Pipeline.Training(trainers.byKind(), versions, new Seat(ThisProcess.owner(), clock));
    return new Pipelines(
        new Pipeline(source, stored, training, Integer.MAX_VALUE),
        new Pipeline(source, brought(jobs.brought(versions)), training, Integer.MAX_VALUE),
        new Pipeline(
            source,
            new MemoryModelStore(AD_HOC_MODELS),
            trainers.byKind(),
            versions,
            AD_HOC_MODELS));
  }

  /** By the time the first score has come in and read its series, the model stands ready. */
  void openModels(@Observes StartupEvent started, Pipelines pipelines, Jobs jobs) {
    pipelines.openEarly(jobs.all());
  }

  private static MemoryModelStore brought(List<Detector> detectors) {
    MemoryModelStore store = new MemoryModelStore(Math.max(1, detectors.size()));
    detectors.forEach(detector -> store.publish(detector, null));
    return store;
  }

  private static FileModelStore stored(TocsinConfig.Store store) {
    if (store.keep() < 1) {
      throw new PropertyGroup("tocsin.store.")
          .wrong("keep", store.keep() + " versions kept, expected at least 1");
    }
    return new FileModelStore(store.path(), store.keep());
  }

  void drain(@Disposes Pipelines pipelines) {
    pipelines.drain();
  }

  private static Manifest.Versions versions() {
    Properties versions = new Properties();
    try (InputStream in = Wiring.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new IllegalStateException("versions.properties is not in the jar");
      }
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifest.Versions(
        versions.getProperty("tocsin"),
        System.getProperty("java.vm.version"),
        versions.getProperty("onnxruntime"),
        versions.getProperty("tribuo"));
  }
}
