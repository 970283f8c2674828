package dev.tocsin.push.delivery;

import dev.tocsin.push.spool.Parcel;
import java.util.List;

/**
 * A report made ready to be sent.
 *
 * @param parcels what is to be sent, in this order; possibly nothing
 * @param drops what is not
 */
public record Packing(List<Parcel> parcels, Drops drops) {
  /** Copies the list. */
  public Packing {
    parcels = List.copyOf(parcels);
  }

  /** There is nothing to be sent. */
  public static Packing nothing() {
    return of(List.of());
  }

  /** All of it is to be sent. */
  public static Packing of(List<Parcel> parcels) {
    return new Packing(parcels, Drops.none());
  }
}
