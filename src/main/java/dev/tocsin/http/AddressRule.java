package dev.tocsin.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which addresses are never connected to, whatever name leads there: link-local ones, and those
 * where clouds hand out credentials to whoever asks from within.
 *
 * <p>All addresses that a name has are looked at before each request. The connection is made to
 * what the JVM's own cache of names holds then, for 30 s by default; so a name that is looked at
 * and used leads to the same place, but for the moment in which the entry expires. Where the JVM is
 * told to use a proxy it is the proxy that looks the name up once more, and this says nothing of
 * what it finds.
 */
public final class AddressRule {
  /**
   * Amazon, Google, Alibaba, Azure and Oracle, beside the link-local 169.254.169.254 of them all.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html">Amazon's
   *     instance metadata</a>
   */
  private static final List<Network> METADATA =
      List.of(
          Network.of("fd00:ec2::/32"),
          Network.of("fd20:ce::254"),
          Network.of("100.100.100.200"),
          Network.of("168.63.129.16"),
          Network.of("192.0.0.192"));

  /** NAT64 (RFC 6052), and addresses that are IPv4 in the form of IPv6 (RFC 4291): last 4 bytes. */
  private static final List<Network> EMBEDDING =
      List.of(Network.of("64:ff9b::/96"), Network.of("::/96"));

  /** 6to4 (RFC 3056): the bytes 2 to 5. */
  private static final Network SIX_TO_FOUR = Network.of("2002::/16");

  private static final Pattern LITERAL = Pattern.compile("[\\d.]+|\\[.*]");

  /** Connected to all the same. */
  private final List<Network> allowed;

  private AddressRule(List<Network> allowed) {
    this.allowed = allowed;
  }

  /** No exception. */
  public static AddressRule standard() {
    return new AddressRule(List.of());
  }

  /**
   * The rule with these exceptions.
   *
   * @param networks such as {@code 169.254.0.0/16}, or single addresses
   * @throws IllegalArgumentException if one is no network
   */
  public static AddressRule allowing(List<String> networks) {
    return new AddressRule(networks.stream().map(Network::of).toList());
  }

  /**
   * Checks a host that needs no look-up; any other is left for later.
   *
   * @throws ForbiddenAddressException if it must not be connected to
   */
  void checkLiteral(String host) {
    if (LITERAL.matcher(host).matches()) {
      try {
        check(host);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(
            host + " is no address, expected one such as 10.0.0.1 or [2001:db8::1]", e);
      }
    }
  }

  /**
   * Checks all addresses that a host has now.
   *
   * @throws UnknownHostException if it has none
   * @throws ForbiddenAddressException if one of them must not be connected to
   */
  void check(String host) throws UnknownHostException {
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (isForbidden(address)) {
        throw new ForbiddenAddressException(host, address);
      }
    }
  }

  private boolean isForbidden(InetAddress address) {
    return (isReserved(address) || isReserved(embedded(address)))
        && allowed.stream().noneMatch(network -> network.contains(address));
  }

  private static boolean isReserved(InetAddress address) {
    return address.isLinkLocalAddress()
        || METADATA.stream().anyMatch(network -> network.contains(address));
  }

  /** The IPv4 address that an IPv6 address stands for, or itself. */
  private static InetAddress embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (EMBEDDING.stream().anyMatch(network -> network.contains(address))) {
      return ipv4(bytes, bytes.length - 4);
    }
    return SIX_TO_FOUR.contains(address) ? ipv4(bytes, 2) : address;
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
