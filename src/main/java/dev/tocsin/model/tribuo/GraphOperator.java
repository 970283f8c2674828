package dev.tocsin.model.tribuo;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Map;
import java.util.Set;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/** Operators of ONNX's opset 13 that Tribuo's own list lacks. */
public enum GraphOperator implements ONNXOperator {
  /** The smaller of its inputs, element by element. */
  MIN("Min", ONNXAttribute.VARIADIC_INPUT, 0),
  /** The larger of its inputs, element by element. */
  MAX("Max", ONNXAttribute.VARIADIC_INPUT, 0),
  /** A part of a tensor: data, starts, ends, axes. */
  SLICE("Slice", 3, 2),
  /** Drops dimensions of size 1: data, axes. */
  SQUEEZE("Squeeze", 1, 1),
  /** The natural logarithm, element by element. */
  LOG("Log", 1, 0),
  /** The hyperbolic tangent, element by element. */
  TANH("Tanh", 1, 0),
  /** Exchanges the dimensions of a matrix. */
  TRANSPOSE("Transpose", 1, 0),
  /** Another element type, given by its number in TensorProto.DataType. */
  CAST("Cast", 1, 0) {
    @Override
    public Map<String, ONNXAttribute> getAttributes() {
      return Map.of("to", new ONNXAttribute("to", AttributeType.INT, true));
    }
  };

  private final String opName;
  private final int inputs;
  private final int optionalInputs;

  GraphOperator(String opName, int inputs, int optionalInputs) {
    this.opName = opName;
    this.inputs = inputs;
    this.optionalInputs = optionalInputs;
  }

  @Override
  public String getOpName() {
    return opName;
  }

  @Override
  public int getNumInputs() {
    return inputs;
  }

  @Override
  public int getNumOptionalInputs() {
    return optionalInputs;
  }

  @Override
  public int getNumOutputs() {
    return 1;
  }

  @Override
  public Map<String, ONNXAttribute> getAttributes() {
    return Map.of();
  }

  @Override
  public Set<String> getMandatoryAttributeNames() {
    return getAttributes().keySet();
  }

  @Override
  public int getOpVersion() {
    return ONNXOperators.getOpsetVersion();
  }

  @Override
  public String getOpDomain() {
    return "";
  }
}
