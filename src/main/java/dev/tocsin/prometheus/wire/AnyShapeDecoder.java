package dev.tocsin.prometheus.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tocsin.series.Bounded;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the answer of query_range in whatever JSON it is written: blanks, order of members,
 * unknown members, numbers with or without quotes. Slower than {@link QueryRangeDecoder}, and the
 * one that says what is wrong.
 */
final class AnyShapeDecoder {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** More characters than any time has; longer ones cost time in proportion to their exponent. */
  private static final int MAX_TIME_LENGTH = 32;

  private static final int SHOWN_CHARACTERS = 200;

  private final MatrixWriter writer;
  private @Nullable Labels begun;
  private @Nullable String status;
  private @Nullable String resultType;
  private boolean sawResult;
  private String error = "";

  AnyShapeDecoder(MatrixWriter writer) {
    this.writer = writer;
  }

  /**
   * Reads an answer to its end.
   *
   * @param begun the labels of the first series, if the writer has begun it already
   */
  void decode(InputStream in, @Nullable Labels begun) throws IOException {
    this.begun = begun;
    try (JsonParser parser = JSON.createParser(in)) {
      expect(parser.nextToken(), JsonToken.START_OBJECT, "the answer");
      answer(parser);
      if (parser.nextToken() != null) {
        throw malformed("more JSON follows the answer, expected its end");
      }
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw notJson(String.valueOf(e.getMessage()), e); // zeros make it take the text for UTF-32
    }
    checkAnswer();
  }

  private static SourceException notJson(String said, IOException fault) {
    return new SourceException(
        Kind.MALFORMED, "not the whole JSON of query_range: " + shown(said), fault);
  }

  private void answer(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "status" -> status = text(parser, "status");
        case "error" -> error = text(parser, "error");
        case "data" -> data(parser);
        case "warnings", "infos" -> warnings(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void checkAnswer() {
    if (!"success".equals(status)) {
      throw malformed(
          "status is %s %s, expected success with HTTP status 200"
              .formatted(shown(String.valueOf(status)), shown(error))
              .strip());
    }
    if (!sawResult || !"matrix".equals(resultType)) {
      throw malformed(
          "resultType is %s, expected matrix and a result: does the URL lead to query_range?"
              .formatted(shown(String.valueOf(resultType))));
    }
  }

  private void data(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(parser.currentToken(), JsonToken.START_OBJECT, "data");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "resultType" -> resultType = text(parser, "resultType");
        case "result" -> result(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void result(JsonParser parser) throws IOException {
    sawResult = true;
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(parser.currentToken(), JsonToken.START_ARRAY, "result");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_OBJECT, "a series");
      series(parser);
    }
  }

  private void series(JsonParser parser) throws IOException {
    Labels labels = begun;
    begun = null;
    if (labels == null) {
      writer.beginSeries();
    }
    boolean values = labels != null;
    boolean histograms = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "metric" -> labels = metric(parser);
        case "values" -> values |= values(parser);
        case "histograms" -> histograms |= notEmpty(parser);
        default -> parser.skipChildren();
      }
    }
    if (labels == null) {
      throw malformed("a series without metric, expected its labels");
    }
    endSeries(labels, values, histograms);
  }

  private void endSeries(Labels labels, boolean values, boolean histograms) {
    if (histograms) {
      writer.histograms(labels, values);
    }
    writer.endSeries(labels);
  }

  private static Labels metric(JsonParser parser) throws IOException {
    expect(parser.currentToken(), JsonToken.START_OBJECT, "metric");
    Map<String, String> labels = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      labels.put(name, text(parser, "a label's value"));
    }
    return Labels.of(labels);
  }

  private boolean values(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    expect(parser.currentToken(), JsonToken.START_ARRAY, "values");
    boolean any = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(parser.currentToken(), JsonToken.START_ARRAY, "a sample");
      parser.nextToken();
      long timeMillis = timeMillis(scalar(parser, "a time"));
      parser.nextToken();
      double value = value(scalar(parser, "a sample's value"));
      expect(parser.nextToken(), JsonToken.END_ARRAY, "the end of a sample");
      writer.sample(timeMillis, value);
      any = true;
    }
    return any;
  }

  private static boolean notEmpty(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return false;
    }
    boolean any = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      any = true;
    }
    return any;
  }

  private void warnings(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        writer.warning(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  private static String text(JsonParser parser, String what) throws IOException {
    expect(parser.currentToken(), JsonToken.VALUE_STRING, what);
    return parser.getText();
  }

  private static String scalar(JsonParser parser, String what) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && (token == null || !token.isNumeric())) {
      throw malformed(what + " is " + token + ", expected a number");
    }
    return parser.getText();
  }

  private static long timeMillis(String text) {
    try {
      if (text.length() <= MAX_TIME_LENGTH) {
        BigDecimal seconds = new BigDecimal(text);
        if (Math.abs((long) seconds.precision() - seconds.scale()) <= MAX_TIME_LENGTH) {
          return seconds.movePointRight(3).longValueExact();
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // said below
    }
    throw malformed("a sample's time is " + shown(text) + ", expected seconds to the millisecond");
  }

  private static double value(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!DECIMAL.matcher(text).matches()) {
          throw malformed("a sample's value is " + shown(text) + ", expected a number");
        }
        yield Double.parseDouble(text);
      }
    };
  }

  private static void expect(@Nullable JsonToken met, JsonToken expected, String what) {
    if (met != expected) {
      throw malformed(what + " is " + met + ", expected " + expected);
    }
  }

  private static SourceException malformed(String message) {
    return new SourceException(Kind.MALFORMED, message);
  }

  private static String shown(String foreign) {
    return '"' + Bounded.text(foreign, SHOWN_CHARACTERS) + '"';
  }
}
