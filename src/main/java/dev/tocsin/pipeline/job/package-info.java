/** What is watched: a job, the part of it that a call is for, and the recipe of its model. */
@NullMarked
package dev.tocsin.pipeline.job;

import org.jspecify.annotations.NullMarked;
