package dev.tocsin.function.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads time zones in configuration, so that a wrong one is told with its property. */
public final class ZoneConverter implements Converter<ZoneId> {
  private static final long serialVersionUID = 1L;

  @Override
  public ZoneId convert(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is no time zone; expected one such as Europe/Berlin or UTC", e);
    }
  }
}
