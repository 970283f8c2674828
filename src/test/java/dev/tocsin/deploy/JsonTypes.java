package dev.tocsin.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Our types whose structure Jackson looks at when it is given some of them: they and their parts.
 */
final class JsonTypes {
  private final Set<String> names = new TreeSet<>();

  /** Adds a type and all it is made of. */
  JsonTypes add(Type type) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::add);
    } else if (type instanceof Class<?> one
        && one.getName().startsWith("dev.tocsin.")
        && names.add(one.getName())) {
      for (Field field : one.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          add(field.getGenericType());
        }
      }
    }
    return this;
  }

  /** Their names, as class loaders take them. */
  Set<String> names() {
    return names;
  }
}
