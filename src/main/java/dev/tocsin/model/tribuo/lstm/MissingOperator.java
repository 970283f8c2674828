package dev.tocsin.model.tribuo.lstm;

import java.util.Map;
import java.util.Set;
import org.tribuo.util.onnx.ONNXAttribute;
import org.tribuo.util.onnx.ONNXOperator;
import org.tribuo.util.onnx.ONNXOperators;

/** Operators of one input in ONNX's opset 13 that Tribuo's own list lacks. */
enum MissingOperator implements ONNXOperator {
  /** The hyperbolic tangent, element by element. */
  TANH("Tanh"),
  /** Exchanges the dimensions of a matrix. */
  TRANSPOSE("Transpose");

  private final String opName;

  MissingOperator(String opName) {
    this.opName = opName;
  }

  @Override
  public String getOpName() {
    return opName;
  }

  @Override
  public int getNumInputs() {
    return 1;
  }

  @Override
  public int getNumOptionalInputs() {
    return 0;
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
    return Set.of();
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
