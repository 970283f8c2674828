@NullMarked
package dev.tocsin.model.tribuo;

import org.jspecify.annotations.NullMarked;
