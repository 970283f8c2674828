@NullMarked
package dev.tocsin.model;

import org.jspecify.annotations.NullMarked;
