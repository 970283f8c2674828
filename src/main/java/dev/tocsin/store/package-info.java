/** Where detectors live between processes: versioned, digested, written atomically. */
@NullMarked
package dev.tocsin.store;

import org.jspecify.annotations.NullMarked;
