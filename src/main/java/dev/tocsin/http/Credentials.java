package dev.tocsin.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Who asks a server, as HTTP's {@code Authorization} says it. */
public sealed interface Credentials {
  /** Nobody in particular. */
  static Credentials none() {
    return new None();
  }

  /**
   * A user with a password (RFC 7617).
   *
   * @throws IllegalArgumentException if the name has a colon or a control character
   */
  static Credentials basic(String user, Secret password) {
    return new Basic(user, password);
  }

  /**
   * The bearer of a token (RFC 6750).
   *
   * @throws IllegalArgumentException if the token cannot be the value of a header
   */
  static Credentials bearer(Secret token) {
    return new Bearer(token);
  }

  /**
   * The header's value, to be made anew for each request.
   *
   * @throws IllegalArgumentException if a secret's file cannot be read
   */
  Optional<String> authorization();

  /** No credentials. */
  record None() implements Credentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /** User and password. */
  record Basic(String user, Secret password) implements Credentials {
    /** Checks the name. */
    public Basic {
      if (user.indexOf(':') >= 0 || user.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "the user's name has a colon or control character, expected none");
      }
    }

    @Override
    public Optional<String> authorization() {
      byte[] pair = (user + ':' + password.reveal()).getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
  }

  /** A token. */
  record Bearer(Secret token) implements Credentials {
    /** Checks the token. */
    public Bearer {
      token.requireInHeader();
    }

    @Override
    public Optional<String> authorization() {
      return Optional.of("Bearer " + token.inHeader());
    }
  }
}
