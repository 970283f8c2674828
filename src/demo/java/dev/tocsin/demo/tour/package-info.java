/** The demo as it is told: a replay of the recording, and what was found beside what happened. */
@NullMarked
package dev.tocsin.demo.tour;

import org.jspecify.annotations.NullMarked;
