/** What our own regression trainers and models of Tribuo's have in common. */
@NullMarked
package dev.tocsin.model.tribuo.regression;

import org.jspecify.annotations.NullMarked;
