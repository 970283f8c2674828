package dev.tocsin.demo.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * A Java agent that ends its process when standard input does.
 *
 * <p>Standard input is a pipe from the demo, which the operating system closes even when the demo
 * is killed, so that the function never outlives it.
 */
public final class EndWithParent {
  private EndWithParent() {}

  /** Called by the JVM before the program's own main method. */
  public static void premain(String arguments) {
    Thread watch = new Thread(() -> endAfter(System.in), "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void endAfter(InputStream parent) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().exit(0);
    }
  }
}
