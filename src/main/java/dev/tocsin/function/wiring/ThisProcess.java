package dev.tocsin.function.wiring;

import dev.tocsin.store.ModelStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who this process is, to others that share its store. */
final class ThisProcess {
  /** Linux tells each start of a kernel by it, and containers of one kernel the same. */
  private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  /** Where Linux tells its own name; elsewhere it must be looked up, which may take its time. */
  private static final String HOST_NAME = "/proc/sys/kernel/hostname";

  private ThisProcess() {}

  static ModelStore.Owner owner() {
    String host = told(HOST_NAME).orElseGet(ThisProcess::lookedUp);
    String machine = told(BOOT_ID).orElse(host);
    return new ModelStore.Owner(machine, host + "/" + ProcessHandle.current().pid());
  }

  private static Optional<String> told(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String lookedUp() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
