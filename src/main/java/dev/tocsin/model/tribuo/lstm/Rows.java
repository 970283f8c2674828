package dev.tocsin.model.tribuo.lstm;

import java.util.Arrays;

/**
 * Arithmetic on rows: arrays of one float per window of a batch.
 *
 * <p>Every loop reads and writes its rows at one common index, which is the shape HotSpot turns
 * into vector instructions; offsets into one flat array cost a third of the speed. Every operation
 * is rounded as the language says, so results are the same to the bit on every machine.
 */
final class Rows {
  private Rows() {}

  /** {@code out = bias + weight · in}. */
  static void affine(float[] out, float bias, float weight, float[] in) {
    for (int b = 0; b < out.length; b++) {
      out[b] = bias + weight * in[b];
    }
  }

  /** {@code out = a · c}, element by element. */
  static void product(float[] out, float[] a, float[] c) {
    for (int b = 0; b < out.length; b++) {
      out[b] = a[b] * c[b];
    }
  }

  /** {@code out += Σ weights[k] · rows[k]}. */
  static void addWeighted(float[] out, float[] weights, float[][] rows) {
    int k = 0;
    for (; k + 8 <= rows.length; k += 8) {
      addEightWeighted(out, weights, rows, k);
    }
    for (; k < rows.length; k++) {
      addOneWeighted(out, weights[k], rows[k]);
    }
  }

  // Rows are named one by one because HotSpot vectorises over b, not over k.
  private static void addEightWeighted(float[] out, float[] weights, float[][] rows, int k) {
    float w0 = weights[k];
    float w1 = weights[k + 1];
    float w2 = weights[k + 2];
    float w3 = weights[k + 3];
    float w4 = weights[k + 4];
    float w5 = weights[k + 5];
    float w6 = weights[k + 6];
    float w7 = weights[k + 7];
    float[] r0 = rows[k];
    float[] r1 = rows[k + 1];
    float[] r2 = rows[k + 2];
    float[] r3 = rows[k + 3];
    float[] r4 = rows[k + 4];
    float[] r5 = rows[k + 5];
    float[] r6 = rows[k + 6];
    float[] r7 = rows[k + 7];
    for (int b = 0; b < out.length; b++) {
      float low = (w0 * r0[b] + w1 * r1[b]) + (w2 * r2[b] + w3 * r3[b]);
      float high = (w4 * r4[b] + w5 * r5[b]) + (w6 * r6[b] + w7 * r7[b]);
      out[b] += low + high;
    }
  }

  private static void addOneWeighted(float[] out, float weight, float[] row) {
    for (int b = 0; b < out.length; b++) {
      out[b] += weight * row[b];
    }
  }

  /** {@code out = Σ a[t] · c[t]} for t from {@code from} on, element by element. */
  static void sumOfProducts(float[] out, float[][] a, float[][] c, int from) {
    int t = from;
    if (t == a.length) {
      Arrays.fill(out, 0f);
      return;
    }
    product(out, a[t], c[t]);
    t++;
    for (; t + 4 <= a.length; t += 4) {
      addFourProducts(out, a, c, t);
    }
    for (; t < a.length; t++) {
      addProduct(out, a[t], c[t]);
    }
  }

  private static void addFourProducts(float[] out, float[][] a, float[][] c, int t) {
    float[] a0 = a[t];
    float[] a1 = a[t + 1];
    float[] a2 = a[t + 2];
    float[] a3 = a[t + 3];
    float[] c0 = c[t];
    float[] c1 = c[t + 1];
    float[] c2 = c[t + 2];
    float[] c3 = c[t + 3];
    for (int b = 0; b < out.length; b++) {
      out[b] += (a0[b] * c0[b] + a1[b] * c1[b]) + (a2[b] * c2[b] + a3[b] * c3[b]);
    }
  }

  private static void addProduct(float[] out, float[] a, float[] c) {
    for (int b = 0; b < out.length; b++) {
      out[b] += a[b] * c[b];
    }
  }

  /** Writes the sum of each row to {@code out}, from {@code at} on. */
  static void sums(float[][] rows, double[] out, int at) {
    int k = 0;
    for (; k + 8 <= rows.length; k += 8) {
      eightSums(rows, k, out, at + k);
    }
    for (; k < rows.length; k++) {
      out[at + k] = sum(rows[k]);
    }
  }

  // Eight at once, because one addition need not wait for the one before it in another row.
  private static void eightSums(float[][] rows, int k, double[] out, int at) {
    float[] r0 = rows[k];
    float[] r1 = rows[k + 1];
    float[] r2 = rows[k + 2];
    float[] r3 = rows[k + 3];
    float[] r4 = rows[k + 4];
    float[] r5 = rows[k + 5];
    float[] r6 = rows[k + 6];
    float[] r7 = rows[k + 7];
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    for (int b = 0; b < r0.length; b++) {
      s0 += r0[b];
      s1 += r1[b];
      s2 += r2[b];
      s3 += r3[b];
      s4 += r4[b];
      s5 += r5[b];
      s6 += r6[b];
      s7 += r7[b];
    }
    out[at] = s0;
    out[at + 1] = s1;
    out[at + 2] = s2;
    out[at + 3] = s3;
    out[at + 4] = s4;
    out[at + 5] = s5;
    out[at + 6] = s6;
    out[at + 7] = s7;
  }

  private static float sum(float[] row) {
    float sum = 0f;
    for (float value : row) {
      sum += value;
    }
    return sum;
  }
}
