package dev.tocsin.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a server lets itself be asked. Secrets are in none of its texts.
 *
 * @param credentials who asks
 * @param headers more headers, such as {@code X-Scope-OrgID} for a tenant; their values are kept
 *     secret, because some are keys
 * @param tls for https URLs
 * @param addresses where it must not be
 */
public record Access(
    Credentials credentials, Map<String, Secret> headers, TlsFiles tls, AddressRule addresses) {
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Headers that the client writes itself, or that credentials are for. */
  private static final Set<String> TAKEN =
      Set.of(
          "authorization",
          "accept",
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  /**
   * Checks the headers' names, and copies the map.
   *
   * @throws IllegalArgumentException if a name is none, or belongs to the client itself; or if a
   *     value cannot be one
   */
  public Access {
    for (String name : headers.keySet()) {
      if (!HEADER_NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "header \"%s\" cannot be set, expected one such as X-Scope-OrgID"
                .formatted(name.replaceAll("\\p{Cntrl}", " ")));
      }
    }
    headers.values().forEach(Secret::requireInHeader);
    headers = Map.copyOf(headers);
  }

  /** Asking without credentials, headers or files. */
  public static Access open() {
    return new Access(Credentials.none(), Map.of(), TlsFiles.platform(), AddressRule.standard());
  }

  /** This access with credentials. */
  public Access withCredentials(Credentials other) {
    return new Access(other, headers, tls, addresses);
  }

  /** This access with one more header. */
  public Access withHeader(String name, Secret value) {
    Map<String, Secret> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Access(credentials, more, tls, addresses);
  }

  /** This access with other files for TLS. */
  public Access withTls(TlsFiles files) {
    return new Access(credentials, headers, files, addresses);
  }

  /** This access with another rule of where it must not be. */
  public Access withAddresses(AddressRule other) {
    return new Access(credentials, headers, tls, other);
  }
}
