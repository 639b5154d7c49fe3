package io.umlmachine.junit.internal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machines of one test, class or session, each of them booted when it is first asked for. Thread-safe. */
final class ScopedMachines implements AutoCloseable {

    private final Map<MachineDescription, Berth> berths = new ConcurrentHashMap<>();

    /**
     * The machine of a description; of several threads that ask for a new one, one boots it. After a boot that failed, the
     * next one who asks tries again.
     */
    TestMachine get(MachineDescription description, Supplier<Optional<KeptOverlay>> overlay)
            throws InterruptedException {
        return berths.computeIfAbsent(description, key -> new Berth()).machine(description, overlay);
    }

    /** The machines that have booted. */
    List<TestMachine> booted() {
        return berths.values().stream()
                .map(berth -> berth.machine)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (TestMachine machine : booted()) {
            try {
                machine.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static final class Berth {

        private final ReentrantLock boot = new ReentrantLock();
        private volatile @Nullable TestMachine machine;

        TestMachine machine(MachineDescription description, Supplier<Optional<KeptOverlay>> overlay)
                throws InterruptedException {
            boot.lockInterruptibly();
            try {
                TestMachine present = machine;
                if (present == null) {
                    present = TestMachine.boot(description, overlay.get());
                    machine = present;
                }
                return present;
            } finally {
                boot.unlock();
            }
        }
    }
}
