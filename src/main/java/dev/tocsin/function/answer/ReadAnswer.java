package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.series.SeriesRead;
import java.util.List;

/**
 * The way series were read.
 *
 * @param protocol the API used, such as {@code query_range}
 * @param samples samples decoded
 * @param warnings what the server remarked
 */
public record ReadAnswer(
    String protocol,
    long samples,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings) {

  public static ReadAnswer of(SeriesRead.How how) {
    return new ReadAnswer(how.protocol(), how.samples(), how.warnings());
  }
}
