package dev.tocsin.function.auth;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.http.Secret;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who brings the token, if one is configured: as {@code Authorization: Bearer …} (RFC 6750)
 * or as {@code X-API-Key: …}.
 *
 * <p>Everything is shut then but the three probes of Kubernetes, which bring no token. They are
 * told by their exact path, as it was sent: whatever path looks like one of them but is not, is
 * shut too.
 */
@Startup
@ApplicationScoped
final class Gate {
  /** Before the routes of Quarkus and Funqy, right after the handler of failures. */
  private static final int BEFORE_ALL = Integer.MIN_VALUE + 1;

  private static final Set<String> PROBES =
      Set.of("/q/health/live", "/q/health/ready", "/q/health/started");

  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final Optional<Secret> token;

  Gate(TocsinConfig config) {
    this.token = token(config.auth());
  }

  private static Optional<Secret> token(TocsinConfig.Auth auth) {
    if (auth.token().isPresent() && auth.tokenFile().isPresent()) {
      throw wrong("tocsin.auth.token", "a value and a file are set, expected one of them");
    }
    auth.tokenFile()
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw wrong(
                  "tocsin.auth.token-file", file + " cannot be read, expected a file of one line");
            });
    try {
      return auth.token().map(Secret::of).or(() -> auth.tokenFile().map(Secret::inFile));
    } catch (IllegalArgumentException e) {
      throw wrong("tocsin.auth.token", String.valueOf(e.getMessage()));
    }
  }

  private static ConfigurationException wrong(String property, String why) {
    return new ConfigurationException(property + ": " + why, Set.of(property));
  }

  void register(@Observes Router router) {
    token.ifPresent(
        expected -> router.route().order(BEFORE_ALL).handler(call -> check(call, expected)));
  }

  private static void check(RoutingContext call, Secret expected) {
    if (isProbe(call.request()) || brings(call.request(), expected)) {
      call.next();
      return;
    }
    call.response().putHeader("WWW-Authenticate", "Bearer realm=\"tocsin\"");
    // What was sent is not named: it may be the right token in the wrong header.
    call.fail(
        UNAUTHORIZED,
        new ProblemException(
            Problem.Kind.UNAUTHORIZED,
            "no valid token; expected the header \"Authorization: Bearer …\" or \"X-API-Key: …\""
                + " with the one that tocsin.auth.token sets"));
  }

  private static boolean isProbe(HttpServerRequest request) {
    return request.method().equals(HttpMethod.GET) && PROBES.contains(request.uri());
  }

  private static boolean brings(HttpServerRequest request, Secret expected) {
    @Nullable String authorization = request.getHeader("Authorization");
    @Nullable String key = request.getHeader("X-API-Key");
    boolean bearer =
        authorization != null
            && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && expected.matches(authorization.substring(BEARER.length()).strip());
    return bearer || (key != null && expected.matches(key.strip()));
  }
}
