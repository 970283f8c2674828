/**
 * What calls functions by itself: schedules inside the process, and events, which may come twice.
 */
@NullMarked
package dev.tocsin.function.trigger;

import org.jspecify.annotations.NullMarked;
