/** The function as AWS Lambda runs it: {@code ./mvnw verify -Dlambda}. */
@NullMarked
package dev.tocsin.lambda;

import org.jspecify.annotations.NullMarked;
