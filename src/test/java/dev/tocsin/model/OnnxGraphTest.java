package dev.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  @Test
  void copyOf_doesNotChangeWithWhatItWasMadeOf() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1);

    OnnxGraph graph = OnnxGraph.copyOf(bytes);
    bytes.put(1, (byte) 9);

    assertThat(bytes.position()).isOne();
    assertThat(graph.size()).isEqualTo(3);
    assertThat(graph.bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(graph.bytes().isReadOnly()).isTrue();
    assertThat(graph.digest()).isEqualTo(Digest.of(graph.bytes()));
  }
}
