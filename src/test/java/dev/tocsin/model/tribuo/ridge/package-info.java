@NullMarked
package dev.tocsin.model.tribuo.ridge;

import org.jspecify.annotations.NullMarked;
