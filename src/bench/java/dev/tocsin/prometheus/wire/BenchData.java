package dev.tocsin.prometheus.wire;

import dev.tocsin.series.TimeGrid;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The same samples as both APIs would send them: an hour at 15 seconds of many series, of which a
 * quarter each are counters, measurements of two decimals, fractions of all digits, and flags that
 * seldom change. A scrape in fifty is some milliseconds late, as it is in practice.
 */
final class BenchData {
  static final int SERIES = 2_000;
  static final int STEPS = 240;
  static final int SAMPLES = SERIES * STEPS;
  static final TimeGrid GRID = new TimeGrid(1_700_000_400_000L, 15_000, STEPS);
  static final long MAX_AGE = 300_000;
  static final List<RemoteQuery> QUERY = List.of(new RemoteQuery(List.of(), Map.of()));

  private static final int CHUNK = 120;

  private final long[] millis = new long[STEPS];
  private final double[] values = new double[STEPS];
  private final Random random = new Random(1);

  private void next(int series) {
    double value = random.nextInt(100_000);
    for (int i = 0; i < STEPS; i++) {
      int late = random.nextInt(50) == 0 ? -random.nextInt(8) : 0;
      millis[i] = GRID.timeMillis(i) + late;
      value =
          switch (series % 4) {
            case 0 -> value + random.nextInt(300);
            case 1 -> Math.round(value * 100 + random.nextInt(200) - 100) / 100.0;
            case 2 -> 0.5 + random.nextGaussian() / 10;
            default -> random.nextInt(100) == 0 ? random.nextInt(2) : i == 0 ? 1 : value;
          };
      values[i] = value;
    }
  }

  private static String[] labels(int series) {
    return new String[] {
      "__name__", "http_requests_total",
      "code", "200",
      "instance", "10.0." + series / 200 + "." + series % 200 + ":9100",
      "job", "node",
      "method", "GET",
      "path", "/api/v1/items/" + series % 20
    };
  }

  /** Frames of chunks. */
  static byte[] frames() {
    BenchData data = new BenchData();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int s = 0; s < SERIES; s++) {
      data.next(s);
      long[] bits = new long[STEPS];
      for (int i = 0; i < STEPS; i++) {
        bits[i] = Double.doubleToRawLongBits(data.values[i]);
      }
      byte[][] chunks = new byte[STEPS / CHUNK][];
      for (int c = 0; c < chunks.length; c++) {
        byte[] xor = XorChunkWriter.encode(data.millis, bits, c * CHUNK, (c + 1) * CHUNK);
        chunks[c] = RemoteBodies.chunk(1, data.millis[c * CHUNK], xor);
      }
      body.writeBytes(RemoteBodies.frame(0, RemoteBodies.labels(labels(s)), chunks));
    }
    return body.toByteArray();
  }

  /** JSON of query_range. */
  static byte[] json() {
    BenchData data = new BenchData();
    StringBuilder body =
        new StringBuilder(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
    for (int s = 0; s < SERIES; s++) {
      data.next(s);
      body.append(s == 0 ? "" : ",").append("{\"metric\":{");
      String[] labels = labels(s);
      for (int l = 0; l < labels.length; l += 2) {
        body.append(l == 0 ? "\"" : ",\"").append(labels[l]).append("\":\"");
        body.append(labels[l + 1]).append('"');
      }
      body.append("},\"values\":[");
      for (int i = 0; i < STEPS; i++) {
        body.append(i == 0 ? "[" : ",[").append(GRID.timeMillis(i) / 1000).append(",\"");
        body.append(
            new BigDecimal(Double.toString(data.values[i])).stripTrailingZeros().toPlainString());
        body.append("\"]");
      }
      body.append("]}");
    }
    return body.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
  }
}
