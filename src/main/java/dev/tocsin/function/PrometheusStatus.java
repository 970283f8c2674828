package dev.tocsin.function;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The small part of Prometheus's API that tells who is there. */
@Path("/api/v1/status")
interface PrometheusStatus {
  /** What the server is. */
  @GET
  @Path("/buildinfo")
  BuildInfo buildInfo();

  /** The answer of {@code /api/v1/status/buildinfo}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record BuildInfo(String status, Data data) {
    /** The part of it that is of interest. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Data(String version) {}
  }
}
