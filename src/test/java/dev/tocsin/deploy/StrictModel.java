package dev.tocsin.deploy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads manifests into fabric8's model of Kubernetes and Knative, and finds what is not in it. */
final class StrictModel {
  private final List<String> unknown = new ArrayList<>();

  private StrictModel() {}

  static HasMetadata parse(String document) {
    return Serialization.unmarshal(document, HasMetadata.class);
  }

  /** The fields, with their paths, that the model does not know; it keeps them aside. */
  static List<String> unknownFields(HasMetadata resource) {
    StrictModel model = new StrictModel();
    if (resource instanceof GenericKubernetesResource) {
      return List.of("no model of " + resource.getApiVersion() + " " + resource.getKind());
    }
    model.visit(resource.getKind(), resource);
    return model.unknown;
  }

  private void visit(String path, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(item -> visit(path + "[]", item));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> visit(path + "." + key, item));
    } else if (value.getClass().getName().startsWith("io.fabric8.")) {
      visitFields(path, value);
    }
  }

  private void visitFields(String path, Object model) {
    for (Method getter : model.getClass().getMethods()) {
      if (!getter.getName().startsWith("get") || getter.getParameterCount() > 0) {
        continue;
      }
      Object value = invoke(getter, model);
      if (getter.getName().equals("getAdditionalProperties")) {
        ((Map<?, ?>) value).keySet().forEach(field -> unknown.add(path + "." + field));
      } else if (value != null && !getter.getName().equals("getClass")) {
        visit(path + "." + getter.getName().substring("get".length()), value);
      }
    }
  }

  private static Object invoke(Method getter, Object model) {
    try {
      return getter.invoke(model);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
