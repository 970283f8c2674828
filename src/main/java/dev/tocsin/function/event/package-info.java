/** CloudEvents as Knative delivers them: {@code POST /}. */
@NullMarked
package dev.tocsin.function.event;

import org.jspecify.annotations.NullMarked;
