package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.model.Detector;
import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.Digest;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Season;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.window.SlidingWindows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class OnnxDetectorTest {
  private static final Detector DETECTOR = Detectors.detector("dns", "a");

  @Test
  void open_ofGraphWithAnotherDigest_isRefusedBeforeItIsRead() {
    Digest expected = Digest.of(ByteBuffer.wrap("other".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> OnnxDetector.open(DETECTOR.graph(), expected))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.DAMAGED))
        .hasMessageContaining("expected d9298a10d1b0: the file is damaged");
  }

  @Test
  void open_ofBytesThatAreNoGraph_tellsSo() {
    OnnxGraph nonsense =
        OnnxGraph.copyOf(ByteBuffer.wrap("nonsense".getBytes(StandardCharsets.UTF_8)));

    assertThatThrownBy(() -> OnnxDetector.open(nonsense, nonsense.digest()))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.REFUSED))
        .hasMessageContaining("no ONNX file");
  }

  @Test
  void open_ofGraphTooLarge_isRefused() {
    OnnxGraph large = OnnxGraph.copyOf(ByteBuffer.allocate(OnnxDetector.MAX_GRAPH_BYTES + 1));

    assertThatThrownBy(() -> OnnxDetector.open(large, large.digest()))
        .hasMessage("graph of 67,108,865 bytes, expected at most 67,108,864");
  }

  @Test
  void open_ofGraphWithoutAnOutput_namesIt() {
    assertRefused(
        graph -> graph.removeOutput(3),
        "output anomaly_score is missing or of another shape, expected double [n]");
  }

  @Test
  void open_ofGraphForAFixedNumberOfRows_namesTheInput() {
    assertRefused(
        graph -> {
          graph
              .getInputBuilder(0)
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder()
              .setDim(0, OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(4));
        },
        "expected double, its first dimension open (docs/MODEL.md tells the contract)");
  }

  @Test
  void open_ofGraphWithoutY_namesIt() {
    assertRefused(
        graph -> {
          for (int i = 0; i < graph.getInputCount(); i++) {
            if (graph.getInput(i).getName().equals("y")) {
              graph.getInputBuilder(i).setName("x");
            }
          }
          graph
              .getNodeBuilderList()
              .forEach(
                  node -> {
                    for (int i = 0; i < node.getInputCount(); i++) {
                      node.setInput(i, node.getInput(i).equals("y") ? "x" : node.getInput(i));
                    }
                  });
        },
        "expected y too");
  }

  private static void assertRefused(Consumer<OnnxMl.GraphProto.Builder> change, String message) {
    OnnxGraph changed = changed(change);
    assertThatThrownBy(() -> OnnxDetector.open(changed, changed.digest()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining(message);
  }

  private static OnnxGraph changed(Consumer<OnnxMl.GraphProto.Builder> change) {
    try {
      OnnxMl.ModelProto.Builder model =
          OnnxMl.ModelProto.parseFrom(DETECTOR.graph().bytes()).toBuilder();
      change.accept(model.getGraphBuilder());
      return OnnxGraph.copyOf(model.build().toByteString().asReadOnlyByteBuffer());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void graph_tellsItsContract() throws InvalidProtocolBufferException {
    OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(DETECTOR.graph().bytes());

    assertThat(model.getMetadataPropsList())
        .extracting(entry -> entry.getKey() + "=" + entry.getValue())
        .anyMatch(entry -> entry.startsWith(DetectorContract.FALSE_ALERT_RATES_KEY + "=0.0=1.0 "))
        .contains(
            DetectorContract.FORMAT_VERSION_KEY + "=1",
            DetectorContract.KIND_KEY + "=linear",
            DetectorContract.WINDOW_KEY + "=8",
            DetectorContract.STEP_MILLIS_KEY + "=" + SyntheticSeries.STEP_MILLIS);
    assertThat(model.getGraph().getInputList())
        .extracting(OnnxMl.ValueInfoProto::getName)
        .containsExactlyInAnyOrder(
            "window", "seasonal", "y", "scale", "trust", "lower", "upper", "tails");
    assertThat(model.getGraph().getOutputList())
        .extracting(OnnxMl.ValueInfoProto::getName)
        .containsExactlyElementsOf(DetectorContract.OUTPUTS);
  }

  @Test
  void batch_ofAnotherWindow_isRefused() {
    try (OnnxDetector detector = OnnxDetector.open(DETECTOR.graph(), DETECTOR.graph().digest())) {
      Shape other = Shape.utc(9, SyntheticSeries.STEP_MILLIS, Season.none());

      assertThatThrownBy(() -> detector.batch(DETECTOR.parameters(), other, 1))
          .hasMessage("graph with a window of 8 steps, expected 9 as the manifest says");
    }
  }

  @Test
  void run_afterClose_isRefused() {
    ServingModel model = ServingModel.open(DETECTOR);
    ScoreBatch batch = model.batch(2);
    batch.add(new SlidingWindows(SyntheticSeries.arMatrix(1, 1, 50, 0.6), 8, 0), 0, 30, 0);
    model.close();
    model.close();

    assertThatThrownBy(batch::finish)
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.CLOSED));
  }
}
