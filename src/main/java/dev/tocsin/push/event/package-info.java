/** A run told as JSON: to a webhook, or as CloudEvents. */
@NullMarked
package dev.tocsin.push.event;

import org.jspecify.annotations.NullMarked;
