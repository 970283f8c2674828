package dev.tocsin.function.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyModelsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final EarlyModels early = new EarlyModels();
  private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();

  @Test
  void open_goesOnAfterAModelThatDoesNotOpen() throws InterruptedException {
    early.open(
        jobs(3),
        job -> {
          if (job.name().equals("job0")) {
            throw new IllegalStateException("damaged");
          }
          opened.add(job.name());
        });

    assertThat(opened.poll(30, TimeUnit.SECONDS)).isEqualTo("job1");
    assertThat(opened.poll(30, TimeUnit.SECONDS)).isEqualTo("job2");
  }

  @Test
  void open_leavesTheModelsOfManyJobsForLater() throws InterruptedException {
    early.open(jobs(20), job -> opened.add(job.name()));

    for (int i = 0; i < 8; i++) {
      assertThat(opened.poll(30, TimeUnit.SECONDS)).isEqualTo("job" + i);
    }
    early.end(PATIENCE);
    assertThat(opened).isEmpty();
  }

  /** ONNX Runtime must not be unloaded while it opens a model. */
  @Test
  void end_waitsForTheModelThatIsBeingOpenedAndOpensNoMore() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    early.open(
        jobs(2),
        job -> {
          begun.countDown();
          await(goOn);
          opened.add(job.name());
        });
    begun.await();
    Thread ending = new Thread(() -> end(PATIENCE));
    ending.start();
    end(Duration.ofMillis(1));
    assertThat(opened).isEmpty();

    goOn.countDown();
    ending.join();

    assertThat(opened).containsExactly("job0");
  }

  private void end(Duration patience) {
    try {
      early.end(patience);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Job> jobs(int count) {
    Duration step = Duration.ofSeconds(15);
    Reach reach = new Reach(step, step.multipliedBy(20), step.multipliedBy(300));
    Preprocessing preprocessing = new Preprocessing(CounterRule.AUTO, 3);
    ModelRecipe recipe = new ModelRecipe("linear", 8, Optional.empty(), preprocessing, 1);
    return IntStream.range(0, count)
        .mapToObj(i -> new Job("job" + i, "up", reach, recipe))
        .toList();
  }
}
