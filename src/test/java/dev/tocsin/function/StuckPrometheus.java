package dev.tocsin.function;

import dev.tocsin.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server that takes requests, and answers that it is out of order once it is released. */
public final class StuckPrometheus implements QuarkusTestResourceLifecycleManager {
  public static final int JOBS = 4;

  private final CountDownLatch released = new CountDownLatch(1);
  private final ScriptedServer server = ScriptedServer.start(this::answer);

  private boolean answer(int number, OutputStream out) throws IOException {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String answer = "HTTP/1.1 500 Out of order\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
    return false;
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> properties = new HashMap<>();
    properties.put("tocsin.prometheus.url", server.uri().toString());
    properties.put("tocsin.prometheus.protocol", "query-range");
    properties.put("tocsin.store.path", "target/no-models");
    for (int i = 0; i < JOBS; i++) {
      properties.put("tocsin.jobs.job" + i + ".query", "up" + i);
    }
    return properties;
  }

  /** How many requests have come. */
  public int requests() {
    return server.requests();
  }

  /** Has all of them answered. */
  public void release() {
    released.countDown();
  }

  /** Gives the test itself. */
  @Override
  public void inject(TestInjector test) {
    test.injectIntoFields(this, new TestInjector.MatchesType(StuckPrometheus.class));
  }

  @Override
  public void stop() {
    release();
    server.close();
  }
}
