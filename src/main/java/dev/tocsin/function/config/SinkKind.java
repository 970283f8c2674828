package dev.tocsin.function.config;

/** What kind of receiver a sink is for. */
public enum SinkKind {
  /** Prometheus and all that take remote write. */
  REMOTE_WRITE,
  /** A Pushgateway. */
  PUSHGATEWAY,
  /** An Alertmanager, or a cluster of them. */
  ALERTMANAGER,
  /** Anything that takes JSON. */
  WEBHOOK,
  /** Anything that takes CloudEvents, such as a Knative broker. */
  CLOUDEVENTS
}
