package dev.tocsin.push.delivery;

import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.push.spool.ParcelQueue;
import dev.tocsin.push.spool.ParcelQueue.Waiting;
import dev.tocsin.push.spool.SpoolException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A receiver with a queue before it, and a thread that empties it.
 *
 * <p>{@link #accept} only queues. What is queued is sent in order, each parcel until the receiver
 * takes or refuses it, or it has waited too long; so it arrives at least once, or is counted as
 * dropped. Thread-safe.
 */
public final class Sink {
  private static final System.Logger LOG = System.getLogger(Sink.class.getName());

  private final String name;
  private final Channel channel;
  private final ParcelQueue queue;
  private final DeliveryRules rules;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Tally tally = new Tally();
  private final Outage outage;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread worker;
  private boolean isDraining;

  /** A sink that does nothing before it is started. */
  public Sink(
      String name,
      Channel channel,
      ParcelQueue queue,
      DeliveryRules rules,
      InstantSource clock,
      RandomGenerator random) {
    this.name = name;
    this.channel = channel;
    this.queue = queue;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
    this.outage = new Outage(name);
    this.worker = new Thread(this::work, "push-" + name);
    worker.setDaemon(true);
  }

  /** Begins to send, also what waits from before. */
  public void start() {
    worker.start();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Takes a report; what is in the answer is queued when this returns. */
  public Handover accept(Report report) {
    return take(channel.pack(report, clock.instant()));
  }

  /** Takes an event; it is queued when this returns, if the receiver understands events. */
  public Handover accept(CloudEvent event) {
    return take(channel.pack(event, clock.instant()));
  }

  private Handover take(Packing packing) {
    long items = packing.parcels().stream().mapToLong(Parcel::items).sum();
    Drops drops = packing.drops();
    try {
      ParcelQueue.Admission admission = queue.add(packing.parcels());
      tally.dropped(Drops.of(DropReason.QUEUE_FULL, admission.evicted()));
      drops = drops.plus(DropReason.TOO_LARGE, admission.refused());
      items -= admission.refused();
      signal();
    } catch (SpoolException e) {
      tally.failed(String.valueOf(e.getMessage()));
      LOG.log(System.Logger.Level.ERROR, "sink {0}: {1}", name, e.getMessage());
      drops = drops.plus(DropReason.SPOOL_FAILED, items);
      items = 0;
    }
    tally.dropped(drops);
    return new Handover(name, items, drops);
  }

  /** How it does. */
  public SinkStatus status() {
    return new SinkStatus(
        name,
        tally.sent(),
        tally.retried(),
        tally.drops().plus(DropReason.CORRUPT, queue.corrupted()),
        queue.size(),
        queue.bytes(),
        tally.lastError());
  }

  /**
   * Waits until nothing is left to be sent.
   *
   * @return whether that came in time
   */
  public boolean flush(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (queue.size() > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      return queue.size() == 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what waits, as far as time allows, and ends. What still waits then is dropped, or stays
   * in the spool for the next start.
   *
   * @return whether nothing is left
   */
  public boolean drain(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      isDraining = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    worker.join(Math.max(1, patience.toMillis()));
    if (worker.isAlive()) {
      worker.interrupt();
      worker.join(rules.timeout().toMillis());
    }
    boolean isEmpty = queue.size() == 0;
    if (!queue.isLasting()) {
      for (Optional<Waiting> head = queue.head(); head.isPresent(); head = queue.head()) {
        tally.dropped(Drops.of(DropReason.SHUTDOWN, head.get().parcel().items()));
        queue.settle(head.get());
      }
    }
    queue.close();
    return isEmpty;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      for (Optional<Waiting> head = await(); head.isPresent(); head = await()) {
        deliver(head.get());
        queue.settle(head.get());
        signal();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it waits on, or is dropped by whoever drains
    }
  }

  /** The next parcel; none when it is time to end. */
  private Optional<Waiting> await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Optional<Waiting> head = queue.head();
      while (head.isEmpty() && !isDraining) {
        changed.await();
        head = queue.head();
      }
      return head;
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Waiting waiting) throws InterruptedException {
    Parcel parcel = waiting.parcel();
    Instant expiry = Instant.ofEpochMilli(parcel.createdMillis()).plus(rules.maxAge());
    for (int failures = 1; ; failures++) {
      if (clock.instant().isAfter(expiry)) {
        outage.expired(parcel.items(), tally.lastError().orElse("not tried yet"));
        tally.dropped(Drops.of(DropReason.EXPIRED, parcel.items()));
        return;
      }
      Outcome outcome = attempt(parcel);
      if (outcome instanceof Outcome.Done done) {
        done(done);
        return;
      }
      if (outcome instanceof Outcome.Later later) {
        tally.retried(later.why());
        outage.failed(later.why());
        pause(rules.backoff().wait(failures, later.after(), random));
      }
    }
  }

  private Outcome attempt(Parcel parcel) throws InterruptedException {
    try {
      Outcome outcome = channel.deliver(parcel);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return outcome;
    } catch (RuntimeException e) {
      // A fault of ours must not end the thread: the parcel is given up, and says so.
      LOG.log(System.Logger.Level.ERROR, "sink " + name + " failed", e);
      return Outcome.refused(parcel.items(), e.getClass().getSimpleName());
    }
  }

  private void done(Outcome.Done done) {
    outage.over();
    tally.sent(done.sent());
    tally.dropped(done.drops());
    if (done.drops().total() > 0) {
      tally.failed(done.why());
      LOG.log(
          System.Logger.Level.WARNING, "sink {0} dropped {1}: {2}", name, done.drops(), done.why());
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(wait.toNanos());
  }
}
