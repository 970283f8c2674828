/** What a run found, as others are told it: numbers, and words that a human can act on. */
@NullMarked
package dev.tocsin.push.report;

import org.jspecify.annotations.NullMarked;
