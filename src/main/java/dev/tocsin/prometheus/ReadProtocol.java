package dev.tocsin.prometheus;

/** By which of a server's APIs series are read. */
public enum ReadProtocol {
  /** Remote read for plain selectors where the server offers it, else query_range. */
  AUTO,
  /** Remote read, or a failure. */
  REMOTE_READ,
  /** The API that evaluates PromQL, always. */
  QUERY_RANGE
}
