package dev.tocsin.function.config;

import dev.tocsin.push.event.Occasion;
import dev.tocsin.push.report.ScoreValue;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A receiver of results, and how they get there. */
public interface SinkConfig extends AccessConfig {
  /** What kind of receiver. */
  SinkKind kind();

  /** Where it listens; several for a cluster of Alertmanagers. */
  Optional<List<String>> url();

  /** How long one request may take in all. */
  @WithDefault("10s")
  @WithConverter(DurationConverter.class)
  Duration timeout();

  /** What has waited longer than this is dropped. */
  @WithDefault("2h")
  @WithConverter(DurationConverter.class)
  Duration maxAge();

  /** The bytes that may wait; the oldest are dropped for newer ones. */
  @WithDefault("64000000")
  long queueBytes();

  /** The folder that keeps what waits, for this sink and process alone; in memory if absent. */
  Optional<Path> spool();

  /** How long a run waits for what it handed over, where the platform freezes idle processes. */
  @WithDefault("0s")
  @WithConverter(DurationConverter.class)
  Duration flush();

  /**
   * Which runs are told to webhooks and as CloudEvents: {@code alarming} ones, or {@code always}.
   */
  @WithDefault("alarming")
  Occasion on();

  Series series();

  Alert alert();

  Signature signature();

  /** Which series are written, by remote write and to a Pushgateway. */
  interface Series {
    /** What their names begin with. */
    Optional<String> prefix();

    /** Which numbers. */
    @WithDefault("anomaly_score")
    Set<ScoreValue> values();

    /** More labels, such as {@code preset}. */
    Map<String, String> labels();
  }

  /** How alerts look. */
  interface Alert {
    /** The label {@code alertname}. */
    @WithDefault("TocsinAnomaly")
    String name();

    /** The label {@code severity}. */
    @WithDefault("warning")
    String severity();

    /** The Prometheus whose graph alerts lead to, as people reach it. */
    Optional<String> prometheusUrl();
  }

  /** How a webhook is signed. */
  interface Signature {
    /** The key of the HMAC; or instead of it: */
    Optional<String> key();

    /** The file that holds the key, read anew for each request. */
    Optional<Path> keyFile();
  }
}
