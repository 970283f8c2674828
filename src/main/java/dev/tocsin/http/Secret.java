package dev.tocsin.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A text that is never shown, given as such or in a file. Immutable; a file is read anew each time,
 * because tokens rotate.
 */
public final class Secret {
  /** Far longer than any token. */
  private static final int MAX_LENGTH = 1 << 16;

  private static final String HMAC = "HmacSHA256";

  private final String value;
  private final Path file;

  private Secret(String value, Path file) {
    this.value = value;
    this.file = file;
  }

  /**
   * The secret that is this text.
   *
   * @throws IllegalArgumentException if it is empty or not fit for a header of HTTP
   */
  public static Secret of(String value) {
    return new Secret(checked(value, "a secret"), Path.of(""));
  }

  /** The secret that is the content of this file, without the white space around it. */
  public static Secret inFile(Path file) {
    return new Secret("", file);
  }

  /**
   * The text.
   *
   * @throws IllegalArgumentException if its file cannot be read, or holds what is not fit for a
   *     header of HTTP; the message names the file, never the text
   */
  String reveal() {
    if (!value.isEmpty()) {
      return value;
    }
    try {
      if (Files.size(file) > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "the secret in " + file + " is longer than " + MAX_LENGTH + " bytes; is it the file?");
      }
      return checked(Files.readString(file).strip(), what());
    } catch (IOException e) {
      // The fault may quote what it read, so that only its type is passed on.
      throw new IllegalArgumentException(
          "the secret in %s cannot be read (%s), expected a file of UTF-8 text"
              .formatted(file, e.getClass().getSimpleName()));
    }
  }

  /**
   * The text as the value of a header.
   *
   * @throws IllegalArgumentException if its file cannot be read, or a character is beyond ASCII:
   *     the HTTP client would refuse it in a message that shows it, or send another in its place
   */
  String inHeader() {
    String text = reveal();
    if (text.chars().anyMatch(c -> c > 0x7F)) {
      throw new IllegalArgumentException(
          what() + " has a character that no header of HTTP can hold, expected ASCII");
    }
    return text;
  }

  /**
   * Checks that the text can be the value of a header, as far as that is known before its file is
   * read.
   *
   * @throws IllegalArgumentException if it cannot
   */
  void requireInHeader() {
    if (!value.isEmpty()) {
      inHeader();
    }
  }

  /**
   * Whether a candidate is the secret; how long that takes does not depend on where they differ.
   * False where the secret's file cannot be read.
   */
  public boolean matches(String candidate) {
    try {
      return MessageDigest.isEqual(digest(candidate), digest(reveal()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Of equal length, whatever the text's length is. */
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The HMAC-SHA256 of these bytes, one after the other, with the text as its key.
   *
   * @return in hexadecimal, lower case
   * @throws IllegalArgumentException if its file cannot be read
   */
  public String hmacSha256(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(reveal().getBytes(StandardCharsets.UTF_8), HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private String what() {
    return value.isEmpty() ? "the secret in " + file : "a secret";
  }

  private static String checked(String value, String what) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "%s has %d characters, expected 1 to %d".formatted(what, value.length(), MAX_LENGTH));
    }
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
      throw new IllegalArgumentException(
          what + " has a line break or control character, expected one line of text");
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && value.equals(that.value) && file.equals(that.file);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + file.hashCode();
  }

  /** What it is, not the text. */
  @Override
  public String toString() {
    return value.isEmpty() ? "(secret in " + file + ")" : "(secret)";
  }
}
