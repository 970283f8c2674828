package dev.tocsin.function.auth;

import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.http.Secret;
import io.quarkus.runtime.Startup;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who brings the token, if one is configured: as {@code Authorization: Bearer …} (RFC 6750)
 * or as {@code X-API-Key: …}.
 *
 * <p>Everything is shut then but the three probes of Kubernetes, which bring no token. They are
 * told by their exact path, as it was sent: whatever path looks like one of them but is not, is
 * shut too. {@code POST /alert} is open to whoever signs the notification, if a key for that is
 * configured.
 */
@Startup
@ApplicationScoped
final class Gate {
  /** Before all other routes, also that which reads bodies. */
  private static final int BEFORE_ALL = Integer.MIN_VALUE;

  private static final Set<String> PROBES =
      Set.of("/q/health/live", "/q/health/ready", "/q/health/started");

  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private static final String ALERT = "/alert";
  private static final String IS_SIGNED = Gate.class.getName() + ".isSigned";

  /** After the reader of bodies, before the routes of Quarkus and Funqy, which count from 0. */
  private static final int BEFORE_FUNCTIONS = -1;

  private static final PropertyGroup GROUP = new PropertyGroup("tocsin.auth.");

  private final TocsinConfig.Auth config;
  private final Optional<Secret> token;
  private final Optional<Secret> alertKey;
  private final InstantSource clock;

  Gate(TocsinConfig config, Config values, InstantSource clock) {
    this.config = config.auth();
    this.clock = clock;
    List.of("token", "token-file", "alert-key", "alert-key-file")
        .forEach(property -> GROUP.requireNotEmpty(property, values, "to let everybody in"));
    this.token = secret("token", this.config.token(), this.config.tokenFile());
    this.alertKey = secret("alert-key", this.config.alertKey(), this.config.alertKeyFile());
    if (alertKey.isPresent() && token.isEmpty()) {
      throw GROUP.wrong(
          "alert-key",
          "set without a token, expected both: the key opens one path of what is shut");
    }
  }

  private static Optional<Secret> secret(
      String property, Optional<String> text, Optional<Path> file) {
    Optional<Secret> secret = GROUP.secret(property, text, file);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw GROUP.wrong(
          property + "-file", file.get() + " cannot be read, expected a file of one line");
    }
    return secret;
  }

  void register(@Observes Router router) {
    token.ifPresent(
        expected -> router.route().order(BEFORE_ALL).handler(call -> check(call, expected)));
    alertKey.ifPresent(
        key -> router.route().order(BEFORE_FUNCTIONS).handler(call -> checkSignature(call, key)));
  }

  private void check(RoutingContext call, Secret expected) {
    if (isProbe(call.request()) || brings(call.request(), expected)) {
      call.next();
    } else if (alertKey.isPresent() && isSignedAlert(call.request())) {
      call.put(IS_SIGNED, true); // what is signed is known once the body is there
      call.next();
    } else {
      // What was sent is not named: it may be the right token in the wrong header.
      refuse(
          call,
          "no valid token; expected the header \"Authorization: Bearer …\" or \"X-API-Key: …\""
              + " with the one that tocsin.auth.token sets");
    }
  }

  private static void refuse(RoutingContext call, String why) {
    call.response().putHeader("WWW-Authenticate", "Bearer realm=\"tocsin\"");
    call.fail(UNAUTHORIZED, new ProblemException(Problem.Kind.UNAUTHORIZED, why));
  }

  private void checkSignature(RoutingContext call, Secret key) {
    if (call.get(IS_SIGNED) == null) {
      call.next();
      return;
    }
    @Nullable Buffer body = call.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    Optional<AlertSignature> signature =
        AlertSignature.parse(String.valueOf(call.request().getHeader(AlertSignature.HEADER)));
    if (signature
        .filter(s -> s.isOf(bytes, key, config.alertMaxAge(), clock.instant()))
        .isPresent()) {
      call.next();
    } else {
      refuse(
          call,
          "no valid signature; expected "
              + AlertSignature.HEADER
              + ": t=<epoch seconds>,v1=<HMAC-SHA256 of \"<epoch seconds>.<body>\"> with"
              + " tocsin.auth.alert-key, and a time at most "
              + config.alertMaxAge()
              + " old");
    }
  }

  private static boolean isSignedAlert(HttpServerRequest request) {
    return request.method().equals(HttpMethod.POST)
        && request.uri().equals(ALERT)
        && request.getHeader(AlertSignature.HEADER) != null;
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
