package dev.tocsin.model.tribuo.lstm;

import ai.onnx.proto.OnnxMl;
import dev.tocsin.model.tribuo.regression.UnexplainedModel;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.ONNXExportable;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/**
 * A trained network: forecasts the value after a normalised window, {@code [window]}, whose steps
 * are the features in the order of their names. Immutable but for Tribuo's name, and thread-safe.
 *
 * <p>{@link #predict} computes in single precision and serves checks; serving runs the exported
 * graph. Tribuo's protobuf form is not supported, as the graph is what is stored.
 */
public final class LstmModel extends UnexplainedModel implements ONNXExportable {
  private static final long serialVersionUID = 1L;

  private final LstmShape shape;
  private final double[] parameters;

  LstmModel(
      LstmShape shape,
      double[] parameters,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs) {
    super("lstm", provenance, features, outputs);
    this.shape = shape;
    this.parameters = parameters.clone();
  }

  /** How many steps a window has. */
  public int window() {
    return shape.window();
  }

  /** How many units the LSTM has. */
  public int hidden() {
    return shape.hidden();
  }

  /** How many weights and biases the network has. */
  public int parameterCount() {
    return parameters.length;
  }

  /** A weight or bias: the cell's row by row (input, bias, states), then the dense layer's. */
  public double parameter(int index) {
    return parameters[index];
  }

  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    ForwardPass forward = new ForwardPass(shape, 1);
    int used = 0;
    for (Feature feature : example) {
      int step = getFeatureIDMap().getID(feature.getName());
      if (step >= 0) {
        forward.input[step][0] = (float) feature.getValue();
        used++;
      }
    }
    if (used != shape.window()) {
      throw new IllegalArgumentException(
          used + " steps of the window in " + example + ", expected " + shape.window());
    }
    forward.load(parameters);
    forward.run();
    return new Prediction<>(new Regressor(outputName(), forward.yhat[0]), used, example);
  }

  @Override
  public ONNXNode writeONNXGraph(ONNXRef<?> input) {
    return UnrolledGraph.write(shape, parameters, input);
  }

  @Override
  public OnnxMl.ModelProto exportONNXModel(String domain, long modelVersion) {
    ONNXContext context = new ONNXContext();
    context.setName("tocsin-lstm");
    ONNXNode forecast = writeONNXGraph(context.floatInput(shape.window()));
    forecast.assignTo(context.floatOutput(1));
    return ONNXExportable.buildModel(context, domain, modelVersion, this);
  }

  @Override
  protected LstmModel copy(String newName, ModelProvenance newProvenance) {
    LstmModel copy =
        new LstmModel(shape, parameters, newProvenance, getFeatureIDMap(), getOutputIDInfo());
    copy.setName(newName);
    return copy;
  }
}
