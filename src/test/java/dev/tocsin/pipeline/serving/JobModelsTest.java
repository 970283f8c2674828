package dev.tocsin.pipeline.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.store.MemoryModelStore;
import dev.tocsin.store.ModelStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobModelsTest {
  private static final int CALLERS = 4;

  @Test
  void lease_ofManyAtOnceLoadsTheStoredModelOnce() throws Exception {
    Detector detector = Detectors.detector("dns", "a");
    MemoryModelStore store = new MemoryModelStore(1);
    store.publish(detector, null);
    AtomicInteger loads = new AtomicInteger();
    CountDownLatch allAsk = new CountDownLatch(CALLERS);
    JobModels models = new JobModels(watched(store, loads, allAsk), 1);
    Job job = job(detector);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      Callable<Boolean> ask = () -> isServed(models.lease(job));
      List<Future<Boolean>> served =
          callers.invokeAll(IntStream.range(0, CALLERS).mapToObj(i -> ask).toList());

      for (Future<Boolean> one : served) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(loads).hasValue(1);
    assertThat(models.drain(Duration.ofSeconds(30))).isTrue();
  }

  private static boolean isServed(Optional<ModelSlot.Lease> lease) {
    lease.ifPresent(ModelSlot.Lease::close);
    return lease.isPresent();
  }

  /** The store, whose pointer is told once all have asked for it, and whose loads are counted. */
  private static ModelStore watched(ModelStore store, AtomicInteger loads, CountDownLatch allAsk) {
    return (ModelStore)
        Proxy.newProxyInstance(
            ModelStore.class.getClassLoader(),
            new Class<?>[] {ModelStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("currentId")) {
                allAsk.countDown();
                allAsk.await();
              } else if (method.getName().equals("current")) {
                loads.incrementAndGet();
              }
              return method.invoke(store, arguments);
            });
  }

  /** The job that the detector was made for. */
  private static Job job(Detector detector) {
    Duration step = Duration.ofMillis(detector.manifest().origin().stepMillis());
    ModelRecipe recipe =
        new ModelRecipe(
            detector.manifest().kind(),
            detector.manifest().shape().window(),
            Optional.empty(),
            detector.manifest().origin().preprocessing(),
            1);
    Reach reach = new Reach(step, step.multipliedBy(20), step.multipliedBy(300));
    return new Job("dns", detector.manifest().origin().query(), reach, recipe);
  }
}
