package dev.tocsin.push.spool;

class MemoryQueueTest extends ParcelQueueContract {
  @Override
  ParcelQueue queue(long maxBytes) {
    return new MemoryQueue(maxBytes);
  }
}
