package dev.tocsin.http;

import java.net.InetAddress;

/** A host leads to an address that must not be connected to. */
public final class ForbiddenAddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException(String host, InetAddress address) {
    super(
        host
            + " is at "
            + address.getHostAddress()
            + ", where a cloud's metadata or a link's own services are; correct the host, or allow"
            + " the address by tocsin.addresses.allow");
  }
}
