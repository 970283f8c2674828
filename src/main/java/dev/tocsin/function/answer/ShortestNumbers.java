package dev.tocsin.function.answer;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Has Jackson write numbers in the fewest digits that read back the same (Giulietti, <i>The
 * Schubfach way to render doubles</i>), as {@link Double#toString} does since Java 19: before, it
 * was slower, and sometimes wrote more digits.
 */
@Singleton
public final class ShortestNumbers implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.getFactory().configure(StreamWriteFeature.USE_FAST_DOUBLE_WRITER.mappedFeature(), true);
  }
}
