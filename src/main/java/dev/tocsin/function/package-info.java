/**
 * The function: configuration, wiring, triggers and payloads.
 *
 * <p>The only room that knows Quarkus and reads the clock.
 */
@NullMarked
package dev.tocsin.function;

import org.jspecify.annotations.NullMarked;
