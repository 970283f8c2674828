package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.model.Manifest;
import java.time.Instant;

/**
 * The model an answer rests on.
 *
 * @param id its version in the store
 * @param kind its trainer
 * @param trainedAt the time its history ends at
 */
public record ModelAnswer(String id, String kind, @JsonProperty("trained_at") Instant trainedAt) {
  public static ModelAnswer of(Manifest manifest) {
    return new ModelAnswer(manifest.id(), manifest.kind(), manifest.trainedAt());
  }
}
