package dev.tocsin.function.alert;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.tocsin.function.request.RequestTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A notification of Alertmanager's webhook, version 4; what Tocsin does not need is left out.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">
 *     webhook_config</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class AlertNotification {
  @Nullable String version;
  @Nullable List<Alert> alerts;

  /** The version of the format, {@code 4}. */
  public void setVersion(@Nullable String version) {
    this.version = version;
  }

  /** The alerts of the group. */
  public void setAlerts(@Nullable List<Alert> alerts) {
    this.alerts = alerts;
  }

  /** One alert. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public static final class Alert {
    @Nullable String status;
    @Nullable String startsAt;
    @Nullable String fingerprint;
    Map<String, String> labels = new TreeMap<>();
    Map<String, String> annotations = new TreeMap<>();

    /** {@code firing} or {@code resolved}. */
    public void setStatus(@Nullable String status) {
      this.status = status;
    }

    /** When it began to fire, RFC 3339. */
    public void setStartsAt(@Nullable String startsAt) {
      this.startsAt = startsAt;
    }

    /** A hash of its labels. */
    public void setFingerprint(@Nullable String fingerprint) {
      this.fingerprint = fingerprint;
    }

    /** Its labels: those of the series, and those of the rule. */
    public void setLabels(@Nullable Map<String, String> labels) {
      this.labels = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    }

    /** Its annotations. */
    public void setAnnotations(@Nullable Map<String, String> annotations) {
      this.annotations = annotations == null ? new TreeMap<>() : new TreeMap<>(annotations);
    }

    /** What tells it from others; it fires anew with another start. */
    String id() {
      String which = fingerprint == null ? labels.toString() : fingerprint;
      return which + '/' + startsAt + '/' + status;
    }

    /**
     * When it began to fire.
     *
     * @throws dev.tocsin.function.problem.ProblemException if that is no time
     */
    Instant start() {
      return RequestTime.rfc3339("startsAt", startsAt);
    }

    boolean isFiring() {
      return !"resolved".equals(status);
    }

    /** A label's value, or else the annotation's of the same name. */
    @Nullable String named(String name) {
      return labels.getOrDefault(name, annotations.get(name));
    }
  }
}
