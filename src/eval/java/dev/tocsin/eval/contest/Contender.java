package dev.tocsin.eval.contest;

import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.Protocol;

/** A detector that takes part. Thread-safe; must not look at what is labelled. */
public interface Contender {
  /** What it is called in the report. */
  String name();

  /** Its answer to a case. The same answer at each call. */
  Answer answer(LabelledMatrix one, Protocol protocol);
}
