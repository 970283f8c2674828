package dev.tocsin.push.delivery;

import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import java.time.Instant;

/** A way to tell one receiver: its format, and how it is reached. */
public interface Channel {
  /**
   * Makes a report ready to be sent. Thread-safe; does no input or output.
   *
   * @param now after which no sample may lie
   */
  Packing pack(Report report, Instant now);

  /**
   * Makes ready what was found besides runs; nothing where the receiver only understands runs.
   * Thread-safe; does no input or output.
   */
  default Packing pack(CloudEvent event, Instant now) {
    return Packing.nothing();
  }

  /** Sends a parcel, once; blocks. Called by one thread. */
  Outcome deliver(Parcel parcel);
}
