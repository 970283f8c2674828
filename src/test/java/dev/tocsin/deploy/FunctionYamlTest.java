package dev.tocsin.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.function.config.TocsinConfig;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sources.v1.PingSource;
import io.fabric8.knative.sources.v1.SinkBinding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code function.yaml}, read as strictly as a cluster would not. */
class FunctionYamlTest {
  private static final Path FILE = Path.of("function.yaml");

  private static List<HasMetadata> resources = List.of();

  @BeforeAll
  static void read() throws IOException {
    resources =
        Arrays.stream(Files.readString(FILE).split("(?m)^---$", -1))
            .map(StrictModel::parse)
            .toList();
  }

  @Test
  void functionYaml_hasAllThatDeploysTocsin() {
    assertThat(resources)
        .extracting(Object::getClass)
        .map(Class::getSimpleName)
        .containsExactly(
            "ConfigMap",
            "ConfigMap",
            "Service",
            "Broker",
            "PingSource",
            "PingSource",
            "Trigger",
            "SinkBinding",
            "NetworkPolicy");
  }

  @Test
  void functionYaml_hasNoFieldThatKnativeDoesNotKnow() {
    assertThat(resources).allSatisfy(r -> assertThat(StrictModel.unknownFields(r)).isEmpty());
  }

  /** The strictness itself: a typing error at any depth is found. */
  @ParameterizedTest
  @CsvSource({
    "containerConcurrency, Service.Spec.Template.Spec.containerConcurrencyX",
    "readOnlyRootFilesystem,"
        + " Service.Spec.Template.Spec.Containers[].SecurityContext.readOnlyRootFilesystemX",
    "sizeLimit, Service.Spec.Template.Spec.Volumes[].EmptyDir.sizeLimitX",
    "envFrom, Service.Spec.Template.Spec.Containers[].envFromX",
    "ceOverrides, PingSource.Spec.ceOverridesX",
    "backoffDelay, Trigger.Spec.Delivery.backoffDelayX",
    "subject, SinkBinding.Spec.subjectX",
    "podSelector, NetworkPolicy.Spec.podSelectorX",
  })
  void unknownFields_findsATypingError(String field, String found) throws IOException {
    String wrong = Files.readString(FILE).replace(field + ":", field + "X:");
    assertThat(Arrays.stream(wrong.split("(?m)^---$", -1)).map(StrictModel::parse))
        .flatMap(StrictModel::unknownFields)
        .contains(found);
  }

  @Test
  void references_nameWhatIsThere() {
    Service service = the(Service.class);
    assertThat(the(SinkBinding.class).getSpec().getSubject().getName())
        .isEqualTo(service.getMetadata().getName());
    assertThat(the(SinkBinding.class).getSpec().getSink().getRef().getName())
        .isEqualTo(the(Broker.class).getMetadata().getName());
    assertThat(the(Trigger.class).getSpec().getBroker())
        .isEqualTo(the(Broker.class).getMetadata().getName());
    assertThat(the(Trigger.class).getSpec().getSubscriber().getRef().getName())
        .isEqualTo(service.getMetadata().getName());
    assertThat(all(PingSource.class))
        .extracting(ping -> ping.getSpec().getSink().getRef().getName())
        .containsOnly(service.getMetadata().getName());
  }

  @Test
  void pings_areToldApartByAnExtension() {
    assertThat(all(PingSource.class))
        .extracting(ping -> ping.getSpec().getCeOverrides().getExtensions().get("tocsinaction"))
        .containsExactly("score", "retrain");
  }

  @Test
  void container_canDoNoMoreThanItNeeds() {
    SecurityContext security = container().getSecurityContext();
    assertThat(security.getRunAsNonRoot()).isTrue();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container().getResources().getLimits()).containsOnlyKeys("cpu", "memory");
  }

  /** Events bring no token, so that it is the network that keeps others out. */
  @Test
  void service_isReachedWithinTheClusterOnly_andThroughKnative() {
    Service service = the(Service.class);
    assertThat(service.getMetadata().getLabels())
        .containsEntry("networking.knative.dev/visibility", "cluster-local");
    NetworkPolicy policy = the(NetworkPolicy.class);
    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
        .containsExactly(Map.entry("serving.knative.dev/service", service.getMetadata().getName()));
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
    assertThat(policy.getSpec().getIngress()).hasSize(1);
    assertThat(policy.getSpec().getIngress().get(0).getFrom())
        .allSatisfy(
            from ->
                assertThat(from.getNamespaceSelector().getMatchExpressions().get(0).getValues())
                    .contains("knative-serving"));
    assertThat(environment()).doesNotContainKey("TOCSIN_AUTH_TOKEN");
  }

  @Test
  void volumes_areMountedAndTheOnlyFoldersToWrite() {
    List<Volume> volumes = the(Service.class).getSpec().getTemplate().getSpec().getVolumes();
    assertThat(container().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactlyElementsOf(volumes.stream().map(Volume::getName).toList());
    assertThat(volumes)
        .filteredOn(volume -> volume.getEmptyDir() != null)
        .extracting(Volume::getName)
        .containsExactly("tmp", "models");
    assertThat(container().getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("models"))
        .extracting(VolumeMount::getMountPath)
        .containsExactly(environment().get("TOCSIN_STORE_PATH"));
  }

  /** As the container gets them: each name is one that Tocsin knows, each value one it takes. */
  @Test
  void configuration_isTocsinsOwn() throws IOException {
    Map<String, String> jobs = new HashMap<>();
    Properties file = new Properties();
    file.load(new StringReader(configMap("tocsin-jobs").getData().get("application.properties")));
    file.stringPropertyNames().forEach(name -> jobs.put(name, file.getProperty(name)));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withSources(new EnvConfigSource(environment(), 300))
            .withSources(new PropertiesConfigSource(jobs, "jobs", 100))
            .withMapping(TocsinConfig.class)
            .build();

    TocsinConfig tocsin = config.getConfigMapping(TocsinConfig.class);

    assertThat(tocsin.jobs()).containsOnlyKeys("dns");
    assertThat(URI.create(tocsin.prometheus().url())).hasPort(80).hasPath("");
    assertThat(all(PingSource.class))
        .extracting(ping -> ping.getSpec().getData())
        .containsExactly("{\"job\":\"dns\",\"points\":\"5m\"}", "{\"job\":\"dns\"}");
  }

  @Test
  void environment_isThatOfTheConfigMap() {
    assertThat(container().getEnvFrom())
        .extracting(source -> source.getConfigMapRef().getName())
        .containsExactly("tocsin");
    Set<String> files = configMap("tocsin-jobs").getData().keySet();
    assertThat(files.stream().map(file -> "/config/" + file).collect(Collectors.joining(",")))
        .isEqualTo(environment().get("QUARKUS_CONFIG_LOCATIONS"));
  }

  private static Map<String, String> environment() {
    return configMap("tocsin").getData();
  }

  private static Container container() {
    List<Container> containers =
        the(Service.class).getSpec().getTemplate().getSpec().getContainers();
    assertThat(containers).hasSize(1);
    return containers.get(0);
  }

  private static ConfigMap configMap(String name) {
    return all(ConfigMap.class).stream()
        .filter(map -> map.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T the(Class<T> kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).get(0);
  }

  private static <T> List<T> all(Class<T> kind) {
    return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
