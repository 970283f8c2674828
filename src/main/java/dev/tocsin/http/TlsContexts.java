package dev.tocsin.http;

import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS as a client wants it, made of PEM files. */
public final class TlsContexts {
  private static final char[] NO_PASSWORD = {};
  private static final String[] KEY_ALGORITHMS = {"RSA", "EC", "EdDSA"};
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsContexts() {}

  /**
   * A context that trusts nobody, for connections without TLS.
   *
   * <p>Without it, the HTTP client loads the platform's authorities when it is made: a noticeable
   * part of a cold start, for nothing.
   */
  static SSLContext unused() {
    return context(new KeyManager[0], new TrustManager[0]);
  }

  /**
   * The context that these files describe.
   *
   * @throws SourceException if a file cannot be read or is not what it should be
   */
  public static SSLContext of(TlsFiles files) {
    KeyManager @Nullable [] keys = null;
    if (files.certificate().isPresent()) {
      keys = keyManagers(files.certificate().get(), files.key().orElseThrow());
    }
    return context(keys, files.authorities().map(TlsContexts::trustManagers).orElse(null));
  }

  private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static TrustManager[] trustManagers(Path file) {
    Certificate[] authorities = certificates(file);
    try {
      KeyStore store = emptyStore();
      for (int i = 0; i < authorities.length; i++) {
        store.setCertificateEntry("authority-" + i, authorities[i]);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(file, "certificates of authorities", e);
    }
  }

  private static KeyManager[] keyManagers(Path certificateFile, Path keyFile) {
    Certificate[] chain = certificates(certificateFile);
    PrivateKey key = privateKey(keyFile);
    try {
      KeyStore store = emptyStore();
      store.setKeyEntry("client", key, NO_PASSWORD, chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(certificateFile, "the certificate of the key in " + keyFile, e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Certificate[] certificates(Path file) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (certificates.isEmpty()) {
        throw new CertificateException("none is in it");
      }
      return certificates.toArray(new Certificate[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(file, "certificates in PEM", e);
    }
  }

  private static PrivateKey privateKey(Path file) {
    String expected =
        "a private key in PKCS #8 (BEGIN PRIVATE KEY); convert it by openssl pkcs8 -topk8 -nocrypt";
    try {
      Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      if (!pem.find()) {
        throw new InvalidKeySpecException("no such key is in it");
      }
      return privateKey(Base64.getMimeDecoder().decode(pem.group(1)));
    } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
      throw unusable(file, expected, e);
    }
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // the next one
      }
    }
    throw new InvalidKeySpecException("it is neither RSA nor EC nor EdDSA");
  }

  /** The cause is not kept: it may quote the file. */
  private static SourceException unusable(Path file, String expected, Exception fault) {
    String met = fault instanceof IOException ? fault.getClass().getSimpleName() : "not understood";
    return new SourceException(
        Kind.UNREACHABLE, "TLS cannot use %s (%s), expected %s".formatted(file, met, expected));
  }
}
