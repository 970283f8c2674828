package dev.tocsin.function.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Answers as JSON, where no framework writes them. */
public final class AnswerText {
  private AnswerText() {}

  /** The answer as JSON. */
  public static String of(Object answer, ObjectMapper json) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "an answer of " + answer.getClass().getSimpleName() + " cannot be written as JSON", e);
    }
  }
}
