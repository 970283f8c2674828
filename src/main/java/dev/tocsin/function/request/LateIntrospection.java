package dev.tocsin.function.request;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Has Jackson look at a function's types when the function is first called, not at those of all
 * functions when the process starts: a start pays for what it is asked for.
 */
@Singleton
public final class LateIntrospection implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper
        .configure(DeserializationFeature.EAGER_DESERIALIZER_FETCH, false)
        .configure(SerializationFeature.EAGER_SERIALIZER_FETCH, false);
  }
}
