package dev.tocsin.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.model.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a native executable has to be told, against the code and the libraries. */
class NativeMetadataTest {
  /** Who gives Jackson objects: look which types a newcomer gives it. */
  private static final Set<String> JSON_WRITERS =
      Set.of(
          "dev.tocsin.function.alert.AlertFunction",
          "dev.tocsin.function.alert.ContextEvents",
          "dev.tocsin.function.answer.AnswerText",
          "dev.tocsin.function.event.EventData",
          "dev.tocsin.function.event.EventReplies",
          "dev.tocsin.function.plan.PlanFunction",
          "dev.tocsin.function.problem.ProblemHandler",
          "dev.tocsin.function.wiring.EventOverrides",
          "dev.tocsin.store.ManifestJson");

  private static final Pattern MAPPINGS =
      Pattern.compile("(read|write)Value.*|treeToValue|convertValue");

  /** What must not be kept from the machine that builds: it is in no static field. */
  private static final List<Class<?>> OF_ONE_PROCESS =
      List.of(
          RandomGenerator.class,
          Thread.class,
          Executor.class,
          HttpClient.class,
          InetAddress.class,
          Path.class,
          Instant.class,
          AutoCloseable.class);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tocsin");

  private static ReachabilityMetadata metadata = new ReachabilityMetadata(Map.of(), List.of());

  @BeforeAll
  static void readMetadata() throws IOException {
    metadata = ReachabilityMetadata.read();
  }

  @Test
  void types_exist() {
    assertThat(metadata.types().keySet())
        .hasSizeGreaterThan(40)
        .allSatisfy(name -> assertThatCode(() -> type(name)).doesNotThrowAnyException());
  }

  @Test
  void members_exist() throws ClassNotFoundException {
    for (Map.Entry<String, JsonNode> named : metadata.types().entrySet()) {
      JsonNode entry = named.getValue();
      Class<?> type = type(named.getKey());
      for (JsonNode method : entry.path("methods")) {
        String name = method.path("name").asText();
        List<List<String>> signatures = signatures(type, name);
        assertThat(metadata.parameters(named.getKey(), name))
            .as("%s %s", type, name)
            .allSatisfy(parameters -> assertThat(signatures).contains(parameters));
      }
      for (JsonNode field : entry.path("fields")) {
        assertThatCode(() -> type.getDeclaredField(field.path("name").asText()))
            .doesNotThrowAnyException();
      }
    }
  }

  private static List<List<String>> signatures(Class<?> type, String name) {
    Stream<? extends Executable> members =
        name.equals("<init>")
            ? Arrays.stream(type.getDeclaredConstructors())
            : Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name));
    return members
        .map(m -> Arrays.stream(m.getParameterTypes()).map(Class::getTypeName).toList())
        .toList();
  }

  @Test
  void resources_areInTheProduct() {
    assertThat(metadata.resources())
        .isNotEmpty()
        .allSatisfy(glob -> assertThat(Path.of("target/classes", glob)).isRegularFile());
  }

  @Test
  void resources_readByOurClassesAreListed() {
    List<String> readers =
        CLASSES.stream()
            .filter(
                type ->
                    type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().startsWith("getResource")))
            .map(JavaClass::getName)
            .toList();

    assertThat(readers).containsExactly("dev.tocsin.function.wiring.Wiring");
    assertThat(metadata.resources())
        .containsExactly("dev/tocsin/function/wiring/versions.properties");
  }

  /** The native library names the classes it makes, and how it makes them, in plain text. */
  @Test
  void onnxRuntime_findsTheClassesItsLibraryNames() throws IOException {
    String library = nativeLibrary();
    Set<String> named =
        Pattern.compile("\\x00(ai/onnxruntime/\\w+)\\x00")
            .matcher(library)
            .results()
            .map(match -> match.group(1).replace('/', '.'))
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(8);
    assertThat(named).allMatch(name -> metadata.has(name, "jniAccessible"));
    Set<String> made =
        Pattern.compile("\\x00(\\([\\[\\w/;]+\\)V)\\x00")
            .matcher(library)
            .results()
            .map(match -> match.group(1))
            .filter(descriptor -> !descriptor.equals("()V"))
            .collect(Collectors.toSet());
    assertThat(constructors()).containsAll(made);
  }

  private static String nativeLibrary() throws IOException {
    String name = "/ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so";
    try (InputStream in = NativeMetadataTest.class.getResourceAsStream(name)) {
      Assumptions.assumeTrue(in != null, "skipped: the jar has no library for Linux");
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Descriptors of all listed constructors of ONNX Runtime. */
  private static Set<String> constructors() {
    return metadata.types().keySet().stream()
        .filter(name -> name.startsWith("ai.onnxruntime.") && !name.endsWith("[]"))
        .flatMap(name -> metadata.parameters(name, "<init>"))
        .map(NativeMetadataTest::descriptor)
        .collect(Collectors.toSet());
  }

  private static String descriptor(List<String> parameters) {
    return parameters.stream()
        .map(NativeMetadataTest::typeUnchecked)
        .map(Class::descriptorString)
        .collect(Collectors.joining("", "(", ")V"));
  }

  /** Tribuo writes a model's provenance from the fields of what it is configured with. */
  @Test
  void tribuo_seesTheFieldsOfAllThatOurCodeConfigures() {
    Set<JavaClass> configured =
        CLASSES.stream()
            .flatMap(type -> type.getConstructorCallsFromSelf().stream())
            .map(call -> call.getTargetOwner())
            .filter(type -> type.isAssignableTo(Configurable.class))
            .filter(type -> !type.getName().startsWith("dev.tocsin."))
            .filter(type -> !type.getName().endsWith("Dataset"))
            .collect(Collectors.toSet());

    assertThat(configured).extracting(JavaClass::getSimpleName).contains("LinearSGDTrainer");
    for (JavaClass type : configured) {
      for (JavaClass one = type; one != null; one = one.getRawSuperclass().orElse(null)) {
        if (!one.isEquivalentTo(Object.class)) {
          assertThat(metadata.has(one.getName(), "allDeclaredFields", "allDeclaredConstructors"))
              .as("%s needs an entry with all fields and constructors, for %s", one, type)
              .isTrue();
        }
      }
      assertThat(type.getAllRawInterfaces())
          .allMatch(one -> metadata.has(one.getName()) || one.getName().startsWith("java."));
    }
  }

  /** Those of functions are Funqy's own concern; these go to Jackson behind its back. */
  @Test
  void jackson_seesAllTypesThatNoFunctionNames() throws ClassNotFoundException {
    Set<String> types =
        new JsonTypes()
            .add(Manifest.class)
            .add(Class.forName("dev.tocsin.function.problem.Problem"))
            .add(Class.forName("dev.tocsin.function.alert.AlertFinding"))
            .names();

    assertThat(types)
        .contains("dev.tocsin.model.Promotion$Decision")
        .hasSizeGreaterThan(15)
        .allMatch(
            name ->
                metadata.has(
                    name, "allDeclaredConstructors", "allDeclaredMethods", "allDeclaredFields"));
  }

  @Test
  void jackson_isGivenObjectsOnlyWhereTheirTypesAreKnown() {
    Set<String> writers =
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(
                call ->
                    call.getTargetOwner().isAssignableTo(AnswerText.class)
                        || (call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                            && MAPPINGS.matcher(call.getName()).matches()))
            .map(call -> call.getOriginOwner().getName())
            .collect(Collectors.toSet());

    assertThat(writers).isEqualTo(JSON_WRITERS);
  }

  /** Classes are initialised when the executable is built. */
  @Test
  void staticFields_holdNothingOfOneProcess() {
    List<String> fields =
        CLASSES.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().toString().contains("STATIC"))
            .filter(field -> OF_ONE_PROCESS.stream().anyMatch(field.getRawType()::isAssignableTo))
            .map(field -> field.getFullName())
            .toList();

    assertThat(fields).isEmpty();
  }

  @Test
  void runTimeInitialisation_isAskedForWhatExists() throws IOException {
    String args =
        Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
            .filter(line -> line.startsWith("quarkus.native.additional-build-args="))
            .findFirst()
            .orElseThrow();

    assertThat(Pattern.compile("initialize-at-run-time=([\\w.]+)").matcher(args).results())
        .extracting(match -> match.group(1))
        .contains("ai.onnxruntime", "org.tribuo.Dataset")
        .allMatch(
            name ->
                NativeMetadataTest.class.getResource("/" + name.replace('.', '/')) != null
                    || NativeMetadataTest.class.getResource("/" + name.replace('.', '/') + ".class")
                        != null);
  }

  private static Class<?> typeUnchecked(String name) {
    try {
      return type(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    if (name.endsWith("[]")) {
      return type(name.substring(0, name.length() - 2)).arrayType();
    }
    return switch (name) {
      case "int" -> int.class;
      case "long" -> long.class;
      default -> Class.forName(name, false, NativeMetadataTest.class.getClassLoader());
    };
  }
}
