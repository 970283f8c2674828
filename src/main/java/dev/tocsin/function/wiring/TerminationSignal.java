package dev.tocsin.function.wiring;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Ends the process in order when it is told to, by SIGTERM or SIGINT.
 *
 * <p>Left alone, the JVM would run all its shutdown hooks at once, among them the one by which ONNX
 * Runtime frees its environment under the calls that still run: the process crashes, and they get
 * no answer. So the signal is taken before the JVM does, and the JVM told to exit once all is
 * answered.
 *
 * <p>{@code sun.misc.Signal} is supported ({@code jdk.unsupported}), but javac warns of it whatever
 * one says, and warnings are errors here: hence by reflection.
 */
final class TerminationSignal {
  private static final Logger LOG = Logger.getLogger(TerminationSignal.class);

  /** A status as shells have it: 128 and the number of the signal. */
  private static final int SIGNALLED = 128;

  private TerminationSignal() {}

  /**
   * Takes the signals of this process, as far as the JVM lets it.
   *
   * @param first what is done at once, before calls are waited for
   * @param exit ends the process with a status once all calls are answered; must not wait for it
   */
  static void handle(Runnable first, IntConsumer exit) {
    for (String name : List.of("TERM", "INT")) {
      try {
        take(name, first, exit);
      } catch (ReflectiveOperationException e) {
        LOG.warnf("SIG%s ends the process at once: %s", name, e);
      }
    }
  }

  private static void take(String name, Runnable first, IntConsumer exit)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = type.getConstructor(String.class).newInstance(name);
    int number = (int) type.getMethod("getNumber").invoke(signal);
    Object handler =
        Proxy.newProxyInstance(
            TerminationSignal.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (self, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return method.invoke(first, arguments);
              }
              first.run();
              exit.accept(SIGNALLED + number);
              return null;
            });
    type.getMethod("handle", type, handlerType).invoke(null, signal, handler);
  }
}
