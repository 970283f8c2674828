package dev.tocsin.prometheus.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.bench.CoreShare;
import dev.tocsin.series.SeriesRead;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Samples decoded per microsecond, from the bytes of a body to a matrix: a million a second. The
 * share of a core that the benchmark got is counted beside it; where other programs run, divide.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(BenchData.SAMPLES)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class DecoderBenchmark {
  private final byte[] frames = BenchData.frames();
  private final byte[] json = BenchData.json();
  private final ObjectMapper mapper = new ObjectMapper();

  /** Labels, CRC32C, bits and the grid. */
  @Benchmark
  public SeriesRead xorChunks(CoreShare share) throws IOException {
    MatrixWriter writer = writer();
    ChunkStreamDecoder.decode(
        new ByteArrayInputStream(frames), BenchData.QUERY, BenchData.MAX_AGE, writer);
    share.lap();
    return writer.result("", 0);
  }

  /** The bytes Prometheus really sends. */
  @Benchmark
  public SeriesRead queryRange(CoreShare share) throws IOException {
    MatrixWriter writer = writer();
    QueryRangeDecoder.decode(new ByteArrayInputStream(json), writer);
    share.lap();
    return writer.result("", 0);
  }

  /** The same by Jackson's streaming parser, as for an unfamiliar shape. */
  @Benchmark
  public SeriesRead queryRangeOfAnyShape(CoreShare share) throws IOException {
    MatrixWriter writer = writer();
    new AnyShapeDecoder(writer).decode(new ByteArrayInputStream(json), null);
    share.lap();
    return writer.result("", 0);
  }

  /** The peer: Jackson's data binding, before anything is put on a grid. */
  @Benchmark
  public Answer queryRangeByDataBinding(CoreShare share) throws IOException {
    Answer answer = mapper.readValue(json, Answer.class);
    share.lap();
    return answer;
  }

  private static MatrixWriter writer() {
    return new MatrixWriter(BenchData.GRID, BenchData.SERIES, BenchData.SAMPLES);
  }

  /** An answer bound to objects. */
  public record Answer(String status, Data data) {}

  /** The data of an answer. */
  public record Data(String resultType, List<Series> result) {}

  /** A series of an answer. */
  public record Series(Map<String, String> metric, List<List<Object>> values) {}
}
