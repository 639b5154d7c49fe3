package io.umlmachine.internal.machine;

import io.umlmachine.Admission;
import io.umlmachine.AdmissionException;
import io.umlmachine.ByteSize;
import io.umlmachine.internal.host.DirectoryWatch;
import io.umlmachine.internal.host.FileMutex;
import io.umlmachine.internal.host.HostMemory;
import io.umlmachine.internal.host.HostProbes;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a machine its CPU and its memory, both at once and one machine at a time, whichever process asks. A machine that
 * does not fit takes a ticket, and waits until those before it have been served and it fits. It looks again whenever a
 * machine's directory goes; and once a second, because the death of a process says nothing. For one thread.
 */
final class Claims {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);

    /** Held for milliseconds; a process that has it for longer was stopped. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(30);

    private static final long NO_TICKET = Long.MAX_VALUE;

    /** What can be counted in nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final MachineSpec spec;
    private final Path directory;
    private final Path root;
    private final CpuChoice choice;
    private long ticket = NO_TICKET;

    private Claims(MachineSpec spec, Path directory) throws IOException {
        this.spec = spec;
        this.directory = directory;
        this.root = directory.getParent();
        this.choice = CpuChoice.of(spec.placement());
    }

    /**
     * Claims what a machine needs for as long as its directory is there.
     *
     * @return the CPU to pin it to, if any
     * @throws io.umlmachine.PlacementException if the CPU that it names is not allowed
     * @throws AdmissionException if there is no room for it, and none comes free in time
     * @throws InterruptedException if the thread is interrupted; it no longer waits
     */
    static OptionalInt claim(MachineSpec spec, OwnedDirectory directory) throws IOException, InterruptedException {
        Claims claims = new Claims(spec, directory.path());
        return spec.admission() instanceof Admission.ByMemory policy ? claims.claim(policy) : claims.claimUnchecked();
    }

    /** Whether a machine that does not wait would get in now, as far as that can be told without claiming. */
    static boolean wouldFit(MachineSpec spec, Path root) throws IOException {
        if (!(spec.admission() instanceof Admission.ByMemory policy)) {
            return true;
        }
        MemoryBudget budget = MemoryBudget.of(policy);
        Shares shares = Shares.read(root);
        return isNext(shares, budget, NO_TICKET) && budget.hasRoom(spec.memory(), shares);
    }

    /** Whether somebody waits who would get in if machines such as this one went. */
    static boolean isShort(Path root) throws IOException {
        return Shares.read(root)
                .isShort(
                        HostProbes.memoryDirectory().isPresent()
                                ? HostMemory.free(HostProbes.memoryDirectory().get())
                                : new ByteSize(Long.MAX_VALUE));
    }

    /** The mutex of the claims below a root. */
    static FileMutex lock(Path root) {
        return FileMutex.at(root.resolve("claims.lock"));
    }

    private OptionalInt claimUnchecked() throws IOException, InterruptedException {
        return lock(root).hold(LOCK_PATIENCE, counter -> grant(Shares.read(root)));
    }

    private OptionalInt claim(Admission.ByMemory policy) throws IOException, InterruptedException {
        MemoryBudget budget = MemoryBudget.of(policy);
        if (spec.memory().compareTo(budget.limit().size()) > 0) {
            throw new AdmissionException(spec.memory(), budget.whole(Shares.read(root)), Duration.ZERO);
        }
        boolean patient = !policy.patience().isZero();
        OptionalInt cpu = attempt(budget, patient).orElse(null);
        if (cpu != null) {
            return cpu;
        }
        if (!patient) {
            throw new AdmissionException(spec.memory(), budget.use(Shares.read(root), ticket), Duration.ZERO);
        }
        try {
            return await(budget, policy.patience().compareTo(FOREVER) < 0 ? policy.patience() : FOREVER);
        } finally {
            Shares.removeTicket(directory);
        }
    }

    private OptionalInt await(MemoryBudget budget, Duration patience) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Semaphore changed = new Semaphore(0);
        LOG.info("{} waits for {} of memory, at most {}", directory.getFileName(), spec.memory(), patience);
        try (DirectoryWatch watch = DirectoryWatch.open(root, changed::release)) {
            // A pool in whatever process may hold what this machine needs, and gives it up when it hears of the ticket.
            watch.signal();
            while (true) {
                changed.drainPermits();
                Optional<OptionalInt> cpu = attempt(budget, true);
                if (cpu.isPresent()) {
                    return cpu.get();
                }
                long left = patience.toNanos() - (System.nanoTime() - start);
                if (left <= 0) {
                    throw new AdmissionException(spec.memory(), budget.use(Shares.read(root), ticket), patience);
                }
                changed.tryAcquire(Math.min(left, TICK.toNanos()), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Claims if it is this machine's turn and there is room; else, if it is to wait, sees to it that it has a ticket. */
    private Optional<OptionalInt> attempt(MemoryBudget budget, boolean patient)
            throws IOException, InterruptedException {
        return lock(root).hold(LOCK_PATIENCE, counter -> {
            Shares shares = Shares.read(root);
            if (isNext(shares, budget, ticket) && budget.hasRoom(spec.memory(), shares)) {
                return Optional.of(grant(shares));
            }
            if (patient && ticket == NO_TICKET) {
                ticket = counter.next();
                Shares.writeTicket(
                        directory,
                        new Shares.Ticket(ticket, spec.memory(), budget.limit().size()));
            }
            return Optional.empty();
        });
    }

    /** Whoever keeps within a smaller budget waits for more than others, and they need not wait for him. */
    private static boolean isNext(Shares shares, MemoryBudget budget, long ticket) {
        return shares.tickets().stream()
                .noneMatch(other -> other.number() < ticket
                        && other.budget().compareTo(budget.limit().size()) >= 0);
    }

    private OptionalInt grant(Shares shares) throws IOException {
        OptionalInt cpu = choice.among(shares);
        if (cpu.isPresent()) {
            Shares.writeCpu(directory, cpu.getAsInt());
        }
        Shares.writeMemory(directory, spec.memory());
        Shares.removeTicket(directory);
        if (!shares.tickets().isEmpty()) {
            // It may be the turn of the next one, who fits as well.
            DirectoryWatch.signal(root);
        }
        return cpu;
    }
}
