package io.umlmachine.net.internal.lan;

import io.umlmachine.UmlException;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the names of a segment's machines in the hosts file of one of them. Thread-safe. */
final class GuestHosts {

    private static final Logger LOG = LoggerFactory.getLogger(GuestHosts.class);
    private static final String FILE = "/etc/hosts";

    private final UmlMachine machine;
    private final Supplier<Map<String, String>> addresses;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Void> scheduled;

    GuestHosts(UmlMachine machine, Supplier<Map<String, String>> addresses) {
        this.machine = machine;
        this.addresses = addresses;
    }

    /** Brings the file up to date. */
    void write() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            // Asked for only now: who is last to write knows all.
            Map<String, String> current = addresses.get();
            String old = read();
            String updated = HostsFile.with(old, current);
            if (!updated.equals(old)) {
                machine.write(FILE, updated);
            }
        } finally {
            lock.unlock();
        }
    }

    private String read() throws IOException, InterruptedException {
        try {
            return machine.readString(FILE);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /**
     * Brings the file up to date in the background, however long the guest takes: it may be paused. One that is dying, or
     * rebooting, is let be: a reboot ends with a {@link #write}.
     *
     * @return completes normally in any case
     */
    synchronized CompletableFuture<Void> writeBy(Executor executor) {
        if (scheduled == null) {
            scheduled = CompletableFuture.runAsync(this::writeIfAlive, executor);
        }
        return scheduled;
    }

    private void writeIfAlive() {
        try {
            lock.lockInterruptibly();
            try {
                // What changes from now on needs another run.
                unschedule();
                write();
            } finally {
                lock.unlock();
            }
        } catch (IOException | UmlException e) {
            LOG.debug("{} did not get the names of its lan", machine.name(), e);
        } catch (InterruptedException e) {
            LOG.debug("The lan ended before {} got its names", machine.name(), e);
        }
    }

    private synchronized void unschedule() {
        scheduled = null;
    }
}
