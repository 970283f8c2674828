package dev.tocsin.function.wiring;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Properties of one thing; what is wrong with one names it.
 *
 * @param prefix what their names begin with, such as {@code tocsin.prometheus.}
 */
record PropertyGroup(String prefix) {
  /**
   * Makes a part of a property.
   *
   * @throws ConfigurationException if the value is not what the part needs
   */
  <T> T checked(String property, Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw wrong(property, String.valueOf(e.getMessage()));
    }
  }

  ConfigurationException wrong(String property, String why) {
    return new ConfigurationException(prefix + property + ": " + why, Set.of(prefix + property));
  }
}
