package dev.tocsin.http;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What TLS needs beyond the platform's own trust: PEM files. Immutable. */
public final class TlsFiles {
  private static final TlsFiles PLATFORM = new TlsFiles(null, null, null);

  private final @Nullable Path authorities;
  private final @Nullable Path certificate;
  private final @Nullable Path key;

  private TlsFiles(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
    this.authorities = authorities;
    this.certificate = certificate;
    this.key = key;
  }

  /** The authorities the platform trusts, and no client certificate. */
  public static TlsFiles platform() {
    return PLATFORM;
  }

  /** Trusts the authorities in this file, and no others. */
  public TlsFiles withAuthorities(Path certificates) {
    return new TlsFiles(certificates, certificate, key);
  }

  /**
   * Presents a client certificate.
   *
   * @param chain the certificate, and those that lead from it to its authority
   * @param privateKey its key in PKCS #8, not encrypted
   */
  public TlsFiles withClientCertificate(Path chain, Path privateKey) {
    return new TlsFiles(authorities, chain, privateKey);
  }

  /** The authorities to trust instead of the platform's. */
  Optional<Path> authorities() {
    return Optional.ofNullable(authorities);
  }

  /** The client's certificate chain. */
  Optional<Path> certificate() {
    return Optional.ofNullable(certificate);
  }

  /** The client's private key; present if the certificate is. */
  Optional<Path> key() {
    return Optional.ofNullable(key);
  }

  @Override
  public String toString() {
    return "TlsFiles[authorities=%s, certificate=%s]".formatted(authorities, certificate);
  }
}
