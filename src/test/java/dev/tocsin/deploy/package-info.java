/** What deploys Tocsin, held against what it is deployed to. */
@NullMarked
package dev.tocsin.deploy;

import org.jspecify.annotations.NullMarked;
