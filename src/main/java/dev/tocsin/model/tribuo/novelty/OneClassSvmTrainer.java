package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.TrainingException;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.tribuo.graph.GraphBuilder;
import dev.tocsin.model.tribuo.pooled.TrainingWindows;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.anomaly.libsvm.SVMAnomalyType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.libsvm.SVMParameters;

/**
 * How far a window lies outside of Tribuo's one-class support vector machine (Schölkopf et al.
 * 2001, Estimating the Support of a High-Dimensional Distribution), with radial kernels.
 *
 * <p>Its decision is Σ α K(x, s) − ρ, which is −ρ wherever no support vector is near: all that is
 * far out looks alike. So the measure is −ln(Σ α K(x, s) / ρ), which says the same, is 0 on the
 * boundary, and goes on growing with the distance.
 */
public final class OneClassSvmTrainer implements NoveltyMeasureTrainer {
  /** The name {@link #kind()} gives. */
  public static final String KIND = "one-class-svm";

  /** The share of windows outside, at most, and of support vectors, at least. */
  private static final double NU = 0.05;

  /** Time and memory grow with its square, and the graph with it: a hundred support vectors. */
  private static final int MOST_WINDOWS = 2_000;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int mostWindows() {
    return MOST_WINDOWS;
  }

  @Override
  public NoveltyMeasure fit(TrainingWindows windows, TrainingSettings settings) {
    MutableDataset<Event> dataset =
        WindowExamples.of(windows, settings, new AnomalyFactory(), AnomalyFactory.EXPECTED_EVENT);
    svm.svm_set_print_string_function(text -> {}); // libsvm tells its progress on standard output
    SVMParameters<Event> parameters =
        new SVMParameters<>(new SVMAnomalyType(SVMMode.ONE_CLASS), KernelType.RBF);
    // Features are in scales: their squares have a mean of about 1.
    parameters.setGamma(1.0 / (windows.features() + 1));
    parameters.setNu(NU);
    LibSVMModel<Event> model = new LibSVMAnomalyTrainer(parameters, settings.seed()).train(dataset);
    return Boundary.of(model, parameters.getGamma(), windows.features() + 1);
  }

  /** The fitted boundary: support vectors, the logarithms of their weights, and ln ρ. */
  static final class Boundary implements NoveltyMeasure {
    private final LibSVMModel<Event> model;
    private final double gamma;
    private final double[][] vectors;
    private final double[] logWeights;

    private Boundary(
        LibSVMModel<Event> model, double gamma, double[][] vectors, double[] logWeights) {
      this.model = model;
      this.gamma = gamma;
      this.vectors = vectors;
      this.logWeights = logWeights;
    }

    private static Boundary of(LibSVMModel<Event> model, double gamma, int features) {
      svm_model inner = model.getInnerModels().get(0);
      double[][] vectors = new double[inner.l][features];
      double[] logWeights = new double[inner.l];
      long broken = inner.l == 0 ? 1 : 0;
      for (int i = 0; i < inner.l; i++) {
        for (svm_node node : inner.SV[i]) {
          vectors[i][node.index] = node.value;
        }
        logWeights[i] = Math.log(inner.sv_coef[0][i] / inner.rho[0]);
        broken += Double.isFinite(logWeights[i]) ? 0 : 1;
      }
      if (broken > 0) {
        throw TrainingException.notFinite(KIND, broken);
      }
      return new Boundary(model, gamma, vectors, logWeights);
    }

    /** What Tribuo has trained. */
    LibSVMModel<Event> model() {
      return model;
    }

    /** The logarithm of a sum of exponentials, less their largest, so that none underflows. */
    @Override
    public String write(GraphBuilder graph, String features) {
      String squares = SquaredDistances.write(graph, features, vectors);
      String kernels = graph.apply("Mul", squares, graph.doubleScalar(-gamma));
      String weights = graph.doubleMatrix("log_weights", logWeights.length, logWeights);
      String terms = graph.apply("Add", kernels, weights);
      String largest = graph.extremeOfColumns("ReduceMax", terms);
      String sum = graph.sumOfColumns(graph.apply("Exp", graph.apply("Sub", terms, largest)));
      String logarithm = graph.apply("Add", graph.apply("Log", sum), largest);
      return graph.vectorOfColumn(graph.apply("Neg", logarithm));
    }

    @Override
    public String provenance() {
      return model.getProvenance().toString();
    }
  }
}
