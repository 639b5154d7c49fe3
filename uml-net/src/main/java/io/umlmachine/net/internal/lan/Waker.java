package io.umlmachine.net.internal.lan;

import io.umlmachine.internal.unix.PacketBuffer;
import io.umlmachine.internal.unix.PacketSocket;
import io.umlmachine.internal.unix.Pollable;
import java.io.IOException;
import java.util.List;

/** Ends the wait of a thread for sockets. Thread-safe, but for what only that thread does. */
final class Waker implements AutoCloseable {

    private final PacketSocket bell;
    private final PacketSocket ear;
    private final PacketBuffer stroke = new PacketBuffer(1);
    private boolean closed;

    private Waker(PacketSocket bell, PacketSocket ear) {
        this.bell = bell;
        this.ear = ear;
    }

    static Waker create() throws IOException {
        List<PacketSocket> pair = PacketSocket.pair();
        return new Waker(pair.get(0), pair.get(1));
    }

    /** What the thread waits for, beside other things. */
    Pollable pollable() {
        return ear;
    }

    /** Takes what woke the thread, which does it. */
    void drain(PacketBuffer scratch) {
        while (ear.receive(scratch) > 0) {
            // One look at the tasks will do for all of them.
        }
    }

    /** Wakes the thread; false if it has ended. */
    synchronized boolean wake() {
        if (!closed) {
            // With no room for one more, enough of them wait.
            bell.send(stroke, 1);
        }
        return !closed;
    }

    /** The thread ends. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            bell.close();
            ear.close();
            stroke.close();
        }
    }
}
