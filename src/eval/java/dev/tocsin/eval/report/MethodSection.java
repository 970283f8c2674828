package dev.tocsin.eval.report;

/** How everything is measured. */
final class MethodSection {
  static final String TEXT =
      """
      ## How it is measured

      - **NAB scoring** (Lavin and Ahmad 2015): a window is a tenth of a file divided by its number of
        anomalies; the first 15 % of a file, at most 750 rows, are not judged. Within a window only the
        best detection counts, `(2σ(-5y) - 1)/0.98661` with y from -1 at its start to 0 at its end.
        Outside a detection costs up to its weight, less shortly after a window. A missed window costs
        its weight. Weights of true, false, missed: standard 1/.11/1, low FP 1/.22/1, low FN 1/.11/2.
        The scorer is checked against figures of NAB's own code in each build.
      - **Samples** are taken in their order as evenly spaced, as `POST /backtest` takes series without
        a step; hours that stand twice and gaps in NAB's files stay as they are. On a grid of even
        steps NAB's standard score is 2.6 less.
      - **Settings** are those of `POST /backtest` where a request gives only the season (CoreDNS, five
        minutes) and the groups (Nezha, `pod`): the code that reads a request makes them, and a test
        compares an answer with what is measured here.
      - **Alerts** are Tocsin's incidents; for baselines, and for other thresholds than the shipped one,
        an alert begins at the first score at or above the threshold and is over after the default
        `hold-down`: 32 calm steps, at least 30 s.
      - **Quiet steps**: nothing counts before Tocsin's first fit, which by default is after 15 % of a
        series, at least 60 and at most 200 steps (CoreDNS: two seasons, 10 minutes). Nezha is the one
        exception: there it is after 60, as ten of 17 faults lie before the default of 181.
      - **Best thresholds** come from quantiles of all scores of a benchmark, from 80 % to 99.999 %.
      - **AUC-PR** is average precision over single steps; equal scores pass together; steps without a
        score count as 0.
      - **VUS-PR** is the mean of the range-based area under the precision-recall curve over every buffer
        length from 0 to 100 steps (synthetic 40, CoreDNS and Nezha 10), with 250 thresholds, as in
        TSB-AD. **Smoothed** is a causal exponential mean with weight 0.1 on the newest score.
      - **Late alerts**: one that begins up to 3 steps after an event still finds it (Nezha 1, CoreDNS 5
        s).
      - **Groups** (Nezha): Tocsin's are those of `group-by=pod`: the mean over the pod's series of the
        score, at most 4 each; the cap was chosen seeing these faults. Baselines: mean or greatest.
      - **Baselines** are causal and have one set of constants: a uniform random score; the absolute
        difference over its running mean; the distance outside the running range; the distance to the
        nearest of the last 5,000 values over the range; NAB's windowed Gaussian; the absolute
        difference to the value a day before (a configured season where there is one) over its running
        mean; the residual of AR(8) by recursive least squares. With `-Pevaluate,peers` random cut
        forest too (AWS, 4.4.0: 50 trees of 256 points, shingles of 8).
      - **Not done**: point adjustment, under which a random score looks best; any tuning per series.
      """;

  private MethodSection() {}
}
