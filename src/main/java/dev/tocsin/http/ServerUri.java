package dev.tocsin.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** URLs of servers: scheme, host, port and a path prefix, behind which the API's paths are put. */
public final class ServerUri {
  private ServerUri() {}

  /**
   * The URL that a text is.
   *
   * @throws IllegalArgumentException if it is none; the message does not repeat the text, which may
   *     hold a password
   */
  public static URI parse(String text) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "the text is no URL (%s at index %d), expected one such as http://localhost:9090; what is"
                  .formatted(e.getReason(), e.getIndex())
              + " meant as a password belongs apart");
    }
  }

  /**
   * Checks that this is an http or https URL of a server alone.
   *
   * @param what what the server should be, such as {@code Prometheus}, for the message
   * @param example a right URL, for the message
   * @throws IllegalArgumentException if it is not; the message repeats no password, and no key that
   *     is a part of the path
   */
  public static void check(URI uri, String what, String example) {
    if (uri.getRawUserInfo() != null) {
      // The text may hold a password, so that it is not repeated.
      throw new IllegalArgumentException(
          "the "
              + what
              + " URL has user info before @, expected none; configure credentials apart");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean isServer = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
    if (!isServer || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "%s is not the URL of a %s, expected one such as %s"
              .formatted(shown(uri), what, example));
    }
  }

  /** As far as no key can be in it: webhooks have theirs in the path, others in the query. */
  private static String shown(URI uri) {
    return uri.toString().replaceFirst("(?<=[^:/])[/?#].*", "/…");
  }

  /** The URL of a path that begins with a slash, behind the server's prefix; itself for none. */
  public static URI resolve(URI server, String path) {
    if (path.isEmpty()) {
      return server;
    }
    String base = server.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
