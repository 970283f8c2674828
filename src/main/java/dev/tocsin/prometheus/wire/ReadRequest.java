package dev.tocsin.prometheus.wire;

import java.util.List;

/**
 * The body of a remote read request.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/prompb/remote.proto">The
 *     messages</a>
 */
public final class ReadRequest {
  /** What a server may answer with, the best first. */
  public enum ResponseType {
    /** All samples in one snappy block. */
    SAMPLES(0),
    /** Frames of chunks, as the storage keeps them. */
    STREAMED_XOR_CHUNKS(1);

    private final int number;

    ResponseType(int number) {
      this.number = number;
    }
  }

  private static final int QUERIES = 1;
  private static final int RESPONSE_TYPES = 2;
  private static final int START = 1;
  private static final int END = 2;
  private static final int MATCHERS = 3;

  private ReadRequest() {}

  /**
   * The request in protobuf and snappy.
   *
   * @param startMillis the first time, inclusive
   * @param endMillis the last time, inclusive
   */
  public static byte[] encode(
      List<RemoteQuery> queries, long startMillis, long endMillis, List<ResponseType> accepted) {
    ProtoWriter request = new ProtoWriter();
    for (RemoteQuery query : queries) {
      ProtoWriter message = new ProtoWriter().varint(START, startMillis).varint(END, endMillis);
      query.matchers().forEach(matcher -> message.message(MATCHERS, matcher(matcher)));
      request.message(QUERIES, message);
    }
    accepted.forEach(type -> request.varint(RESPONSE_TYPES, type.number));
    return Snappy.literal(request.toByteArray());
  }

  private static ProtoWriter matcher(LabelMatcher matcher) {
    return new ProtoWriter()
        .varint(1, matcher.type().number())
        .text(2, matcher.name())
        .text(3, matcher.value());
  }
}
