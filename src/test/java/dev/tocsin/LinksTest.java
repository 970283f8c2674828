package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the links of the README and of {@code docs} lead, but for those that leave the project. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\">");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

  @Test
  void links_leadToFilesAndHeadingsThatAreThere() throws IOException {
    List<String> dead = new ArrayList<>();
    int followed = 0;
    for (Path page : pages()) {
      for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
        Path file = link.group(1).isEmpty() ? page : beside(page).resolve(link.group(1));
        if (!isThere(file, link.group(2))) {
          dead.add(page + ": " + link.group());
        }
        followed++;
      }
    }

    assertThat(dead).isEmpty();
    assertThat(followed).isGreaterThan(30);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), docs)
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static Path beside(Path page) {
    return Objects.requireNonNullElse(page.getParent(), Path.of(""));
  }

  private static boolean isThere(Path file, @Nullable String heading) throws IOException {
    return Files.exists(file) && (heading == null || headings(file).contains(heading));
  }

  /** What a page can be entered at: its headings, named as GitHub names them, and its anchors. */
  private static Set<String> headings(Path page) throws IOException {
    String prose = prose(page);
    return Stream.concat(
            prose.lines().filter(line -> line.startsWith("#")).map(LinksTest::name),
            ANCHOR.matcher(prose).results().map(anchor -> anchor.group(1)))
        .collect(Collectors.toSet());
  }

  private static String name(String heading) {
    return heading
        .replaceFirst("#+ ", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static String prose(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }
}
