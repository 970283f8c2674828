/** The archive that lets the built function start faster, made by a rehearsal of its work. */
@NullMarked
package dev.tocsin.demo.start;

import org.jspecify.annotations.NullMarked;
