package io.umlmachine.net.internal.lan;

import io.umlmachine.net.LanTraffic;
import java.util.concurrent.atomic.AtomicLong;

/** What went through a port of the switch. Thread-safe. */
final class PortCounters {

    private final AtomicLong framesSent = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong framesReceived = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong foreign = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong undeliverable = new AtomicLong();

    void sent(int bytes) {
        framesSent.incrementAndGet();
        bytesSent.addAndGet(bytes);
    }

    void received(int bytes) {
        framesReceived.incrementAndGet();
        bytesReceived.addAndGet(bytes);
    }

    void lost() {
        lost.incrementAndGet();
    }

    void foreign() {
        foreign.incrementAndGet();
    }

    void malformed() {
        malformed.incrementAndGet();
    }

    void undeliverable() {
        undeliverable.incrementAndGet();
    }

    LanTraffic read() {
        return new LanTraffic(
                framesSent.get(),
                bytesSent.get(),
                framesReceived.get(),
                bytesReceived.get(),
                lost.get(),
                foreign.get(),
                malformed.get(),
                undeliverable.get());
    }
}
