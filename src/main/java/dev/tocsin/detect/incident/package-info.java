/** Incidents: anomalous, missing and stopped steps, gathered in time and over series. */
@NullMarked
package dev.tocsin.detect.incident;

import org.jspecify.annotations.NullMarked;
