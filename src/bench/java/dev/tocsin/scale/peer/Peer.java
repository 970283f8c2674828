package dev.tocsin.scale.peer;

/** Another way to score the newest step of all series. */
public interface Peer {
  /** Its name in the table. */
  String name();

  /**
   * Scores the step.
   *
   * @param endMillis the time of the step, epoch milliseconds
   * @return how many series have a score
   */
  int score(long endMillis);
}
