package dev.tocsin.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code lease}: four lines.
 *
 * @param token which lease it is, unique
 * @param owner who has it
 * @param until when it ends
 */
record LeaseRecord(String token, ModelStore.Owner owner, Instant until) {
  private static final int LINES = 4;

  String text() {
    return String.join("\n", token, owner.machine(), owner.process(), until.toString()) + "\n";
  }

  /** The record in a folder; empty if there is none, or none that can be read. */
  static Optional<LeaseRecord> in(JobFolder folder) throws IOException {
    try {
      String text = Files.readString(folder.file("lease"), StandardCharsets.ISO_8859_1);
      List<String> lines = text.lines().toList();
      if (lines.size() != LINES) {
        return Optional.empty();
      }
      ModelStore.Owner owner = new ModelStore.Owner(lines.get(1), lines.get(2));
      return Optional.of(new LeaseRecord(lines.get(0), owner, Instant.parse(lines.get(3))));
    } catch (NoSuchFileException | NotDirectoryException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
