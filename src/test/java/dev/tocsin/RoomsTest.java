package dev.tocsin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Keeps the rooms and the direction of imports as the README draws them. */
class RoomsTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/dev/tocsin/demo/"))
          .importPackages("dev.tocsin");

  @Test
  void imports_goOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("series")
        .definedBy("dev.tocsin.series..")
        .layer("http")
        .definedBy("dev.tocsin.http..")
        .layer("prometheus")
        .definedBy("dev.tocsin.prometheus..")
        .layer("window")
        .definedBy("dev.tocsin.window..")
        .layer("model")
        .definedBy("dev.tocsin.model..")
        .layer("detect")
        .definedBy("dev.tocsin.detect..")
        .layer("store")
        .definedBy("dev.tocsin.store..")
        .layer("push")
        .definedBy("dev.tocsin.push..")
        .layer("pipeline")
        .definedBy("dev.tocsin.pipeline..")
        .layer("function")
        .definedBy("dev.tocsin.function..")
        .whereLayer("function")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("pipeline")
        .mayOnlyBeAccessedByLayers("function")
        .whereLayer("push")
        .mayOnlyBeAccessedByLayers("pipeline", "function")
        .whereLayer("store")
        .mayOnlyBeAccessedByLayers("pipeline", "function")
        .whereLayer("detect")
        .mayOnlyBeAccessedByLayers("store", "push", "pipeline", "function")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("detect", "store", "push", "pipeline", "function")
        .whereLayer("prometheus")
        .mayOnlyBeAccessedByLayers("function")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("prometheus", "push", "function")
        .whereLayer("window")
        .mayOnlyBeAccessedByLayers("model", "detect", "store", "push", "pipeline", "function")
        .check(CODE);
  }

  @Test
  void rooms_haveNoCycles() {
    slices().matching("dev.tocsin.(**)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void roomsOfTheDemo_haveNoCycles() {
    slices()
        .matching("dev.tocsin.demo.(**)")
        .should()
        .beFreeOfCycles()
        .check(new ClassFileImporter().importPackages("dev.tocsin.demo"));
  }

  @Test
  void series_needOnlyTheJdk() {
    classes()
        .that(resideInAPackage("dev.tocsin.series"))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("dev.tocsin.series")
                .or(resideInAPackage("java.."))
                .or(resideInAPackage("org.jspecify..")))
        .check(CODE);
  }

  @Test
  void quarkus_isKnownInFunctionOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.function..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "io.vertx..",
            "io.smallrye..",
            "jakarta..",
            "org.eclipse.microprofile..")
        .check(CODE);
  }

  @Test
  void clock_isReadInFunctionOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.tocsin.function..")
        .should()
        .accessTargetWhere(describe("it tells the time", RoomsTest::tellsTheTime))
        .check(CODE);
  }

  /** Whether it is any way of the JDK to ask what time it is, but of a clock that is handed in. */
  private static boolean tellsTheTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.util.Date" -> isGivenNothing(access);
      case "java.util.Calendar" -> name.equals("getInstance");
      case "java.time.Clock", "java.time.InstantSource" -> name.matches("system.*|tick[A-Z].*");
      default ->
          owner.startsWith("java.time.") && name.equals("now") && !isGiven(access, Clock.class);
    };
  }

  private static boolean isGivenNothing(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getName().equals("<init>")
        && target.getRawParameterTypes().isEmpty();
  }

  private static boolean isGiven(JavaAccess<?> access, Class<?> type) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream().anyMatch(one -> one.isEquivalentTo(type));
  }

  @Test
  void arrays_areNotHandedOutByMatrices() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .haveSimpleName("SeriesMatrix")
        .and()
        .arePublic()
        .and()
        .haveRawReturnType(double[].class)
        .should()
        .haveName("row")
        .because("row() copies; nothing else gives an array away")
        .check(CODE);
  }
}
