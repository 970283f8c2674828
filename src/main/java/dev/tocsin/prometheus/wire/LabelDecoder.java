package dev.tocsin.prometheus.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.tocsin.series.Labels;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code metric} object of a series, as Prometheus prints it: without blanks, names and
 * values strings. Not thread-safe.
 */
final class LabelDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final StringPool pool = new StringPool();
  private final Map<String, String> labels = new HashMap<>();
  private int end;

  /** The index after the object read last. */
  int end() {
    return end;
  }

  /**
   * The labels of the object at {@code from}, or null if there is none in this shape; a zero byte
   * ends the search.
   */
  @Nullable Labels decode(byte[] bytes, int from) {
    labels.clear();
    if (bytes[from] != '{') {
      return null;
    }
    end = from + 1;
    if (bytes[end] != '}') {
      do {
        if (!label(bytes)) {
          return null;
        }
      } while (bytes[end++] == ',');
      end--;
    }
    return bytes[end++] == '}' ? Labels.of(labels) : null;
  }

  private boolean label(byte[] bytes) {
    String name = string(bytes, end);
    if (name == null || bytes[end++] != ':') {
      return false;
    }
    String value = string(bytes, end);
    return value != null && labels.put(name, value) == null;
  }

  /** The string at {@code from}; {@link #end} is after its closing quote. */
  private @Nullable String string(byte[] bytes, int from) {
    if (bytes[from] != '"') {
      return null;
    }
    int at = from + 1;
    while (bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
      at++;
    }
    end = at + 1;
    return bytes[at] == '"' ? pool.get(bytes, from + 1, at) : unusual(bytes, from, at);
  }

  /** A string with escapes or beyond ASCII. */
  private @Nullable String unusual(byte[] bytes, int from, int first) {
    int at = first;
    while (bytes[at] != '"') {
      if (bytes[at] == 0) {
        return null;
      }
      at += bytes[at] == '\\' && bytes[at + 1] != 0 ? 2 : 1;
    }
    end = at + 1;
    try (JsonParser parser = JSON.createParser(bytes, from, end - from)) {
      return parser.nextTextValue();
    } catch (IOException e) {
      return null; // the decoder of any shape will say what is wrong with it
    }
  }
}
