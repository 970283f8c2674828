package dev.tocsin.http;

import dev.tocsin.series.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A process that asks a server by name again and again, while the name changes. */
final class RebindingProcess {
  private RebindingProcess() {}

  /** Arguments: the server's URL, the file of hosts, and what the name is each time. */
  public static void main(String[] arguments) throws IOException {
    Security.setProperty("networkaddress.cache.ttl", "0");
    URI server = URI.create(arguments[0]);
    Path hosts = Path.of(arguments[1]);
    ServerClient client = new ServerClient(server, Access.open());
    for (String addresses : Arrays.copyOfRange(arguments, 2, arguments.length)) {
      Files.writeString(hosts, lines(addresses, server.getHost()));
      System.out.println(ask(client, server));
    }
  }

  private static String lines(String addresses, String name) {
    return Arrays.stream(addresses.split(",", -1))
        .map(address -> address + ' ' + name + '\n')
        .collect(Collectors.joining());
  }

  private static String ask(ServerClient client, URI server) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(20));
    try {
      HttpResponse<ResponseBody> answer =
          client.send(client.request(server, deadline).build(), deadline, 1_000);
      answer.body().close();
      return Integer.toString(answer.statusCode());
    } catch (SourceException e) {
      return String.valueOf(e.getMessage()).replaceAll("[,;].*", "");
    }
  }
}
