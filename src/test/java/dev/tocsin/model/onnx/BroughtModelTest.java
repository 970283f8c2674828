package dev.tocsin.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.tocsin.model.Detectors;
import dev.tocsin.model.OnnxGraph;
import dev.tocsin.model.Season;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Shape;
import dev.tocsin.model.SyntheticSeries;
import dev.tocsin.window.SlidingWindows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A graph written by src/test/python/brought_model.py, and what must not reach ONNX Runtime. */
final class BroughtModelTest {
  private static final double ROUNDING = 1e-12;

  @Test
  void check_ofAGraphMadeByOtherSoftware_scoresAnySeries() {
    BroughtModel model = BroughtModel.check(graph());

    assertThat(model.window()).isEqualTo(8);
    try (OnnxDetector detector = OnnxDetector.open(model.graph(), model.graph().digest())) {
      Shape shape = new Shape(8, SyntheticSeries.STEP_MILLIS, Season.none(), ZoneOffset.UTC);
      ScoreBatch batch = detector.batch(SeriesParameters.ofAny(), shape, 1);
      SlidingWindows windows =
          new SlidingWindows(SyntheticSeries.matrix(9, 9, 9, 9, 1, 2, 3, 4, 7), 8, 0);
      assertThat(batch.add(windows, 0, 8, 0)).isEqualTo(Admission.ACCEPTED);
      batch.finish();
      // The mean of 1, 2, 3, 4, and three times their mean distance of 1 from it.
      assertThat(batch.yhat(0)).isEqualTo(2.5, within(ROUNDING));
      assertThat(batch.yhatUpper(0)).isEqualTo(5.501, within(ROUNDING));
      assertThat(batch.anomalyScore(0)).isEqualTo(4.5 / 3.001, within(ROUNDING));
    }
  }

  @Test
  void check_ofAGraphThatAsksForSeries_isRefused() {
    assertThatThrownBy(() -> BroughtModel.check(Detectors.detector("dns", "a").graph()))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("expected window and y alone");
  }

  @Test
  void check_ofAGraphThatGivesNoNumbers_isRefused() {
    OnnxGraph divides =
        changed(
            model ->
                model
                    .getGraphBuilder()
                    .getInitializerBuilder(4)
                    .setRawData(ByteString.copyFrom(new byte[Double.BYTES])));

    assertThatThrownBy(() -> BroughtModel.check(divides))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("expected finite ones, yhat within its bounds");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 100_001, Integer.MAX_VALUE})
  void check_ofAWindowThatIsNone_isRefused(long window) {
    assertThatThrownBy(() -> BroughtModel.check(scoreOf("Abs", window)))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("graph with a window of " + window + " steps, expected 2 to 100000");
  }

  @Test
  void check_ofAScoreAlone_wantsItNotNegative() {
    assertThat(BroughtModel.check(scoreOf("Abs", 2)).forecasts()).isFalse();
    assertThatThrownBy(() -> BroughtModel.check(scoreOf("Identity", 2)))
        .isInstanceOf(DetectorException.class)
        .hasMessageContaining("score -3.0; expected finite ones");
  }

  /** A graph whose score is what an operator makes of y. */
  private static OnnxGraph scoreOf(String operator, long window) {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .addInput(declared("window", Dimension.newBuilder().setDimValue(window)))
            .addInput(declared("y"))
            .addOutput(declared("anomaly_score"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType(operator)
                    .addInput("y")
                    .addOutput("anomaly_score"));
    return changed(model -> model.setGraph(graph).clearMetadataProps());
  }

  private static ValueInfoProto declared(String name, Dimension.Builder... more) {
    ValueInfoProto.Builder declared = ValueInfoProto.newBuilder().setName(name);
    TypeProto.Tensor.Builder tensor = declared.getTypeBuilder().getTensorTypeBuilder();
    tensor.setElemType(TensorProto.DataType.DOUBLE.getNumber());
    tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimParam("n"));
    List.of(more).forEach(tensor.getShapeBuilder()::addDim);
    return declared.build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Loop",
        "If",
        "Scan",
        "ConstantOfShape",
        "Expand",
        "Tile",
        "Range",
        "StringNormalizer",
        "RandomNormal",
        "SequenceEmpty",
        "Optional",
        "ScatterND",
        "NonZero",
        "Resize"
      })
  void open_withAnOperatorThatIsNotPureMathematics_isRefused(String operator) {
    isRefused(
        model -> model.getGraphBuilder().getNodeBuilder(0).setOpType(operator),
        "graph with operator " + operator + ", expected one of the standard ones");
  }

  @Test
  void open_withWhatMustNotReachOnnxRuntime_isRefused() {
    isRefused(
        model -> model.getGraphBuilder().getNodeBuilder(0).setDomain("com.example"),
        "operator com.example Slice");
    isRefused(
        model ->
            model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1)),
        "operators of domain 'com.microsoft'");
    isRefused(model -> model.getOpsetImportBuilder(0).setVersion(99), "operator set 99");
    isRefused(model -> model.setIrVersion(99), "IR version 99");
    isRefused(
        model ->
            model
                .getGraphBuilder()
                .getInitializerBuilder(0)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                    StringStringEntryProto.newBuilder().setKey("location").setValue("../x")),
        "tensor from whose data lies in another file");
    isRefused(
        model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 1L << 40),
        "tensor from of [1099511627776] elements");
    isRefused(
        model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 7),
        "tensor from whose data does not fill it");
    isRefused(
        model ->
            model
                .getGraphBuilder()
                .getInitializerBuilder(0)
                .setDataType(TensorProto.DataType.STRING.getNumber()),
        "tensor from of another type, expected numbers");
    isRefused(
        model -> model.getGraphBuilder().addSparseInitializer(SparseTensorProto.newBuilder()),
        "sparse initialisers");
    isRefused(
        attribute("body", value -> value.setG(GraphProto.newBuilder())), "attribute body of Slice");
    isRefused(
        attribute(
            "parts",
            value -> value.addTensors(TensorProto.newBuilder().setName("part").addDims(1L << 40))),
        "tensor part of another type");
    isRefused(
        attribute(
            "word",
            value ->
                value
                    .addStrings(ByteString.copyFrom(new byte[600]))
                    .setS(ByteString.copyFrom(new byte[600]))),
        "attribute word of Slice with 1200 bytes of text");
    isRefused(
        model -> model.addFunctions(FunctionProto.newBuilder().setName("f")),
        "functions of its own");
    isRefused(model -> model.addTrainingInfo(TrainingInfoProto.newBuilder()), "training info");
    isRefused(model -> model.getGraphBuilder().clearNode(), "0 nodes");
  }

  @Test
  void open_withTooManyNodes_isRefused() {
    NodeProto node = NodeProto.newBuilder().setOpType("Abs").build();
    isRefused(
        model -> {
          for (int i = 0; i < 200_000; i++) {
            model.getGraphBuilder().addNode(node);
          }
        },
        "200013 nodes, expected 1 to 200000");
  }

  @Test
  void open_withABitFlippedAnywhere_isRefusedOrRuns() {
    ByteBuffer whole = graph().bytes();
    byte[] bytes = new byte[whole.remaining()];
    whole.get(bytes);
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= (byte) (1 << at % 8);
      try {
        BroughtModel.check(OnnxGraph.copyOf(ByteBuffer.wrap(bytes)));
      } catch (DetectorException e) {
        refused++;
      }
      bytes[at] ^= (byte) (1 << at % 8);
    }
    assertThat(refused).isGreaterThan(bytes.length / 2);
  }

  @Test
  void within_ofWorkThatNeverEnds_isATimeoutAndClosesWhatComesLate() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AutoCloseable result = closed::countDown;

    assertThatThrownBy(
            () ->
                Deadline.within(
                    Duration.ofMillis(1),
                    "loading",
                    () -> {
                      goOn.await();
                      return result;
                    }))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.TIMEOUT))
        .hasMessage(
            "loading took more than PT0.001S, expected it to take milliseconds: the model is not"
                + " used");

    goOn.countDown();
    closed.await();
  }

  @Test
  void within_ofWorkThatEndsInAnError_tellsAtOnce() {
    Error error = new OutOfMemoryError("no room for the graph");

    assertThatThrownBy(
            () ->
                Deadline.within(
                    Duration.ofSeconds(30),
                    "loading",
                    () -> {
                      throw error;
                    }))
        .isInstanceOf(ExecutionException.class)
        .hasCause(error);
  }

  @Test
  void within_ofAThreadThatIsInterrupted_staysInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                Deadline.within(
                    Duration.ofSeconds(30),
                    "loading",
                    () -> {
                      never.await();
                      return () -> {};
                    }))
        .isInstanceOf(DetectorException.class)
        .hasMessageStartingWith("loading was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  /** Gives the first node an attribute more. */
  private static Consumer<ModelProto.Builder> attribute(
      String name, UnaryOperator<AttributeProto.Builder> value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    return model -> model.getGraphBuilder().getNodeBuilder(0).addAttribute(value.apply(attribute));
  }

  private static void isRefused(Consumer<ModelProto.Builder> change, String message) {
    OnnxGraph graph = changed(change);
    assertThatThrownBy(() -> OnnxDetector.open(graph, graph.digest()))
        .isInstanceOfSatisfying(
            DetectorException.class,
            e -> assertThat(e.kind()).isEqualTo(DetectorException.Kind.REFUSED))
        .hasMessageContaining(message);
  }

  private static OnnxGraph changed(Consumer<ModelProto.Builder> change) {
    try {
      ModelProto.Builder model = ModelProto.parseFrom(graph().bytes()).toBuilder();
      change.accept(model);
      return OnnxGraph.copyOf(model.build().toByteString().asReadOnlyByteBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OnnxGraph graph() {
    try (InputStream in = BroughtModelTest.class.getResourceAsStream("brought-model.onnx")) {
      if (in == null) {
        throw new IllegalStateException("brought-model.onnx is not among the tests' resources");
      }
      return OnnxGraph.copyOf(ByteBuffer.wrap(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
