/** Scores written as series: remote write, Pushgateway. */
@NullMarked
package dev.tocsin.push.series;

import org.jspecify.annotations.NullMarked;
