@NullMarked
package dev.tocsin.model.tribuo.novelty;

import org.jspecify.annotations.NullMarked;
