package dev.tocsin.function.config;

import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads durations in configuration as Prometheus writes them, and ISO-8601. */
public final class DurationConverter implements Converter<Duration> {
  private static final long serialVersionUID = 1L;

  @Override
  public Duration convert(String value) {
    return PrometheusDuration.parse(value);
  }
}
