package dev.tocsin.model;

import java.nio.ByteBuffer;

/** The bytes of an ONNX model. Immutable. */
public final class OnnxGraph {
  private final ByteBuffer bytes;
  private final Digest digest;

  private OnnxGraph(ByteBuffer bytes) {
    this.bytes = bytes;
    this.digest = Digest.of(bytes);
  }

  /** The graph in the bytes between position and limit, which are copied. */
  public static OnnxGraph copyOf(ByteBuffer bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    copy.put(bytes.duplicate()).flip();
    return new OnnxGraph(copy.asReadOnlyBuffer());
  }

  /** The digest of the bytes. */
  public Digest digest() {
    return digest;
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.remaining();
  }

  /** The bytes, read-only, from position 0 to the limit. */
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }
}
