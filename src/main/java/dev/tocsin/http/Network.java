package dev.tocsin.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits, in CIDR's notation (RFC 4632, RFC 4291).
 *
 * @param bytes how long an address is: 4 or 16
 * @param free how many bits at its end may be any
 * @param prefix the bits before those
 */
record Network(int bytes, int free, BigInteger prefix) {
  /** Nothing that would be looked up as a name. */
  private static final Pattern NOTATION =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

  /**
   * Reads a network, or a single address.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static Network of(String text) {
    Matcher matcher = NOTATION.matcher(text);
    try {
      if (matcher.matches()) {
        InetAddress address = InetAddress.getByName(matcher.group(1));
        int bits = 8 * address.getAddress().length;
        int fixed = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
        if (fixed <= bits) {
          return new Network(bits / 8, bits - fixed, number(address).shiftRight(bits - fixed));
        }
      }
    } catch (UnknownHostException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no network, expected one such as 169.254.0.0/16 or fd00:ec2::254");
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  boolean contains(InetAddress address) {
    return address.getAddress().length == bytes && number(address).shiftRight(free).equals(prefix);
  }
}
