package io.umlmachine.internal.machine;

import io.umlmachine.Admission;
import io.umlmachine.CpuUse;
import io.umlmachine.MemoryUse;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.AllowedCpus;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.ProgramEnd;
import io.umlmachine.internal.host.Sweeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machines of this Java program. The first one sweeps up after dead programs and registers their end. Thread-safe. */
public final class LiveMachines {

    private static final Logger LOG = LoggerFactory.getLogger(LiveMachines.class);
    private static final Set<BootedMachine> MACHINES = new LinkedHashSet<>();
    private static boolean prepared;

    private LiveMachines() {}

    /** Those that run, in order of their boots. */
    public static List<UmlMachine> snapshot() {
        synchronized (MACHINES) {
            return new ArrayList<>(MACHINES);
        }
    }

    /** Removes what dead programs left. */
    public static int reap() {
        try {
            return Sweeper.sweep(Directories.runtime());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for what dead programs left", e);
        }
    }

    /** The CPUs that this program may use, and others on which there are machines, with their machines. */
    public static List<CpuUse> placement() {
        try {
            return Shares.read(Directories.runtime()).byCpu(AllowedCpus.read());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for the machines of this user", e);
        }
    }

    /** The use of the host's budget. */
    public static MemoryUse memory() {
        try {
            return MemoryBudget.of(Admission.byMemory()).use(Shares.read(Directories.runtime()), Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for the machines of this user", e);
        }
    }

    static void prepare() {
        synchronized (MACHINES) {
            if (prepared) {
                return;
            }
            prepared = true;
        }
        ProgramEnd.first(LiveMachines::closers);
        try {
            reap();
        } catch (UncheckedIOException e) {
            LOG.warn("{}", e.getMessage(), e.getCause());
        }
    }

    static void add(BootedMachine machine) {
        synchronized (MACHINES) {
            MACHINES.add(machine);
        }
    }

    static void remove(BootedMachine machine) {
        synchronized (MACHINES) {
            MACHINES.remove(machine);
        }
    }

    private static Collection<Runnable> closers() {
        return snapshot().stream().<Runnable>map(machine -> machine::close).toList();
    }
}
