package dev.tocsin.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  public Digest {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "digest of " + hex.length() + " characters, expected 64 lower-case hexadecimal digits");
    }
  }

  /** The digest of the bytes between position and limit; the buffer is left as it is. */
  public static Digest of(ByteBuffer bytes) {
    MessageDigest sha256 = sha256();
    sha256.update(bytes.duplicate());
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  /** The digest of a text, as UTF-8. */
  public static Digest of(String text) {
    return of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The digest of what {@code content} writes. */
  public static Digest of(Content content) {
    MessageDigest sha256 = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("digesting wrote nowhere and still failed", e);
    }
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no SHA-256, which every Java platform must provide", e);
    }
  }

  /** The first digits, enough for people to tell two digests apart. */
  public String prefix() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }

  /** Something that can be written, and digested while it is. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }
}
