package dev.tocsin.http;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that keeps the deadline and a bound on its bytes.
 *
 * <p>The HTTP client delivers buffers on its own threads, a few ahead of the reader, so that
 * decoding overlaps the network. Closing before the end cuts the connection instead of draining it.
 * Reading throws {@link SourceException}, never {@link java.io.IOException}.
 */
public final class ResponseBody extends InputStream implements BodySubscriber<ResponseBody> {
  /** Deliveries of the client (up to 16 KB each) that may wait for the reader. */
  private static final int AHEAD = 32;

  private static final List<ByteBuffer> END = List.of();

  private final Deadline deadline;
  private final long maxBytes;
  private final BlockingQueue<List<ByteBuffer>> deliveries = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;

  private List<ByteBuffer> current = END;
  private int buffer;
  private boolean ended;
  private long received;

  ResponseBody(Deadline deadline, long maxBytes) {
    this.deadline = deadline;
    this.maxBytes = maxBytes;
  }

  /** How many bytes were read so far. */
  public long received() {
    return received;
  }

  @Override
  public CompletionStage<ResponseBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription upstream) {
    subscription = upstream;
    if (closed) {
      upstream.cancel();
    } else {
      upstream.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (!buffers.isEmpty()) {
      deliveries.add(buffers);
    }
  }

  @Override
  public void onError(Throwable throwable) {
    failure = throwable;
    deliveries.add(END);
  }

  @Override
  public void onComplete() {
    deliveries.add(END);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    if (length == 0) {
      return 0;
    }
    ByteBuffer next = nonEmpty();
    if (next == null) {
      return -1;
    }
    int count = Math.min(length, next.remaining());
    next.get(target, from, count);
    received += count;
    if (received > maxBytes) {
      throw new SourceException(
          Kind.TOO_LARGE,
          "more than %d body bytes; ask for fewer series or a shorter range, or raise the bound"
              .formatted(maxBytes));
    }
    return count;
  }

  /** The buffer to read next, or null at the end. */
  private @Nullable ByteBuffer nonEmpty() {
    while (!ended) {
      while (buffer < current.size()) {
        if (current.get(buffer).hasRemaining()) {
          return current.get(buffer);
        }
        buffer++;
      }
      current = delivery();
      buffer = 0;
      ended = current.isEmpty();
    }
    return null;
  }

  private List<ByteBuffer> delivery() {
    try {
      List<ByteBuffer> next = deliveries.poll(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw deadline.exceeded();
      }
      if (next.isEmpty() && failure != null) {
        throw Faults.whileReading(failure, received);
      }
      requestOneMore();
      return next;
    } catch (InterruptedException e) {
      throw Faults.interrupted(e);
    }
  }

  private void requestOneMore() {
    Flow.Subscription upstream = subscription;
    if (upstream != null) {
      upstream.request(1);
    }
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription upstream = subscription;
    if (upstream != null) {
      upstream.cancel();
    }
  }
}
