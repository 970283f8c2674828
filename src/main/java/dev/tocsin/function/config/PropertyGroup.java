package dev.tocsin.function.config;

import dev.tocsin.http.Secret;
import dev.tocsin.http.ServerUri;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/**
 * Properties of one thing; what is wrong with one names it.
 *
 * @param prefix what their names begin with, such as {@code tocsin.prometheus.}
 */
public record PropertyGroup(String prefix) {
  /**
   * Makes a part of a property.
   *
   * @throws ConfigurationException if the value is not what the part needs
   */
  public <T> T checked(String property, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw wrong(property, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The URL that a text is.
   *
   * @throws ConfigurationException if it is none
   */
  public URI url(String property, String text) {
    return checked(property, () -> ServerUri.parse(text));
  }

  /**
   * A secret that is given as such, or by the file that holds it; none if it is not given.
   *
   * @throws ConfigurationException if both are given, or the text can be no secret
   */
  public Optional<Secret> secret(String property, Optional<String> text, Optional<Path> file) {
    if (text.isPresent() && file.isPresent()) {
      throw wrong(property, "a value and a file are set, expected one of them");
    }
    return text.map(value -> checked(property, () -> Secret.of(value)))
        .or(() -> file.map(Secret::inFile));
  }

  /**
   * Refuses a property that is set to nothing: to configuration that is as good as absent, but who
   * sets an empty secret did not mean to go without one.
   *
   * @throws ConfigurationException if it is
   */
  public void requireNotEmpty(String property, Config values, String otherwise) {
    String value = values.getConfigValue(prefix + property).getValue();
    if (value != null && value.isBlank()) {
      throw wrong(property, "set, but empty, expected a value; leave it out " + otherwise);
    }
  }

  /** What to throw for a property of which this was met. */
  public ConfigurationException wrong(String property, String why) {
    return new ConfigurationException(prefix + property + ": " + why, Set.of(prefix + property));
  }
}
