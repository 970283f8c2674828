/** What all triggers that may call twice have in common. */
@NullMarked
package dev.tocsin.function.trigger;

import org.jspecify.annotations.NullMarked;
