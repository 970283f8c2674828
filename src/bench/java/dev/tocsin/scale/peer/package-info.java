/** What people would take instead, beside which Tocsin is measured. */
@NullMarked
package dev.tocsin.scale.peer;

import org.jspecify.annotations.NullMarked;
