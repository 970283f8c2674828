package dev.tocsin.function.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** CloudEvents as the CNCF's own SDK writes and reads them. */
final class Events {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Events() {}

  /** The two ways an event is put into HTTP. */
  enum Mode {
    BINARY,
    STRUCTURED
  }

  static CloudEventBuilder event(String id, String type, String data) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/test/events"))
        .withType(type)
        .withData("application/json", data.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static HttpResponse<byte[]> send(URI to, CloudEvent event, Mode mode) {
    HttpRequest.Builder request = HttpRequest.newBuilder(to);
    var writer =
        HttpMessageFactory.createWriter(
            request::setHeader,
            body -> request.POST(BodyPublishers.ofByteArray(body == null ? new byte[0] : body)));
    if (mode == Mode.BINARY) {
      writer.writeBinary(event);
    } else {
      writer.writeStructured(event, JsonFormat.CONTENT_TYPE);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The event that a response is. */
  static CloudEvent reply(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + text(response));
    }
    MessageReader reader =
        HttpMessageFactory.createReaderFromMultimap(response.headers().map(), response.body());
    return reader.toEvent();
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String data(CloudEvent event) {
    return new String(Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
  }
}
