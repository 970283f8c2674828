package dev.tocsin.function.wiring;

import dev.tocsin.function.config.AccessConfig;
import dev.tocsin.function.config.PropertyGroup;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.http.Access;
import dev.tocsin.http.AddressRule;
import dev.tocsin.http.Credentials;
import dev.tocsin.http.Secret;
import dev.tocsin.http.TlsFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of configuration how a server lets itself be asked. */
final class AccessWiring {
  private final PropertyGroup group;
  private final AddressRule addresses;

  AccessWiring(PropertyGroup group, AddressRule addresses) {
    this.group = group;
    this.addresses = addresses;
  }

  static AddressRule addresses(TocsinConfig config) {
    List<String> allowed = config.addresses().allow().orElse(List.of());
    return new PropertyGroup("tocsin.addresses.")
        .checked("allow", () -> AddressRule.allowing(allowed));
  }

  Access access(AccessConfig config) {
    Access access =
        Access.open()
            .withAddresses(addresses)
            .withCredentials(credentials(config))
            .withTls(tls(config.tls()));
    for (Map.Entry<String, String> header : config.headers().entrySet()) {
      Access before = access;
      access =
          group.checked(
              "headers." + header.getKey(),
              () -> before.withHeader(header.getKey(), Secret.of(header.getValue())));
    }
    return access;
  }

  private Credentials credentials(AccessConfig config) {
    TocsinConfig.Basic basic = config.basic();
    Optional<Secret> password =
        group.secret("basic.password", basic.password(), basic.passwordFile());
    Optional<Secret> token =
        group.secret("bearer.token", config.bearer().token(), config.bearer().tokenFile());
    if (basic.user().isPresent() != password.isPresent()) {
      throw group.wrong(
          "basic", "user and password (or password-file) are both needed, one is set");
    }
    if (token.isPresent() && password.isPresent()) {
      throw group.wrong("bearer", "a token and a password are set, expected one of them");
    }
    if (password.isPresent()) {
      return group.checked(
          "basic.user", () -> Credentials.basic(basic.user().orElseThrow(), password.get()));
    }
    return group.checked(
        "bearer.token", () -> token.map(Credentials::bearer).orElseGet(Credentials::none));
  }

  private TlsFiles tls(TocsinConfig.Tls tls) {
    TlsFiles files = tls.ca().map(TlsFiles.platform()::withAuthorities).orElse(TlsFiles.platform());
    if (tls.certificate().isPresent() != tls.key().isPresent()) {
      throw group.wrong("tls", "certificate and key are both needed, one is set");
    }
    return tls.certificate().isPresent()
        ? files.withClientCertificate(tls.certificate().get(), tls.key().orElseThrow())
        : files;
  }
}
