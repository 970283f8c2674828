package dev.tocsin.function.wiring;

import dev.tocsin.store.ModelStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process is, to others that share its store. */
final class ThisProcess {
  /** Linux tells each start of a kernel by it, and containers of one kernel the same. */
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  private ThisProcess() {}

  static ModelStore.Owner owner() {
    String host = host();
    return new ModelStore.Owner(machine(host), host + "/" + ProcessHandle.current().pid());
  }

  private static String machine(String host) {
    try {
      return Files.readString(Path.of(BOOT_ID)).strip();
    } catch (IOException e) {
      return host;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
