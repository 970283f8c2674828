@NullMarked
package dev.tocsin.detect.measure;

import org.jspecify.annotations.NullMarked;
