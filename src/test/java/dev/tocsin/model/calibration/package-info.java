@NullMarked
package dev.tocsin.model.calibration;

import org.jspecify.annotations.NullMarked;
