package io.umlmachine.internal.machine;

import io.umlmachine.Admission;
import io.umlmachine.ByteSize;
import io.umlmachine.MemoryUse;
import io.umlmachine.internal.host.HostMemory;
import io.umlmachine.internal.host.HostMemory.Limit;
import io.umlmachine.internal.host.HostProbes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much memory the machines of a policy may have together. Immutable and thread-safe.
 *
 * @param limit what they may have at the most
 * @param store where guest memory is, whose free room bounds it too; empty for a budget of the caller's choice
 */
record MemoryBudget(Limit limit, Optional<Path> store) {

    /** The rest is left to the JVM, to the page cache and to other programs. */
    private static final int PERCENT = 80;

    static MemoryBudget of(Admission.ByMemory policy) throws IOException {
        if (policy.budget().isPresent()) {
            return new MemoryBudget(
                    new Limit(policy.budget().get(), "the budget that was asked for"), Optional.empty());
        }
        Path store = HostProbes.memoryDirectory().orElseThrow(() -> new IOException("No directory for guest memory"));
        Limit memory = HostMemory.total();
        Limit share = new Limit(
                ByteSize.mebibytes((memory.size().bytes() / 100 * PERCENT) >> 20),
                PERCENT + " % of " + memory.source() + " of " + memory.size());
        return new MemoryBudget(share.least(HostMemory.store(store)), Optional.of(store));
    }

    /**
     * The budget as it is now. A guest's memory takes room when it is touched, not when it is reserved, so that what is
     * free and what is reserved are together at least what is not taken by others.
     */
    Limit now(Shares shares) throws IOException {
        if (store.isEmpty()) {
            return limit;
        }
        long free = HostMemory.free(store.get()).bytes();
        long reserved = shares.reserved().bytes();
        return free >= limit.size().bytes()
                ? limit
                : limit.least(new Limit(
                        new ByteSize(free + reserved),
                        "what others leave of " + store.get() + ", where guest memory is"));
    }

    boolean hasRoom(ByteSize memory, Shares shares) throws IOException {
        return memory.bytes() <= now(shares).size().bytes() - shares.reserved().bytes();
    }

    /** The use of it, not counting the ticket of whoever asks among those that wait. */
    MemoryUse use(Shares shares, long ownTicket) throws IOException {
        return use(shares, now(shares), ownTicket);
    }

    /** As {@link #use}, of what a machine could have if it were alone. */
    MemoryUse whole(Shares shares) {
        return use(shares, limit, Long.MAX_VALUE);
    }

    private static MemoryUse use(Shares shares, Limit limit, long ownTicket) {
        int waiting = (int) shares.tickets().stream()
                .filter(ticket -> ticket.number() != ownTicket)
                .count();
        return new MemoryUse(limit.size(), limit.source(), shares.reserved(), waiting, shares.machines());
    }
}
