package io.umlmachine.internal.machine;

import io.umlmachine.MachinePool;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.AllowedCpus;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Gathers and checks the options of a pool. Not thread-safe. */
public final class PoolBuilder implements MachinePool.Builder {

    private final MachineSpec spec;
    private int size = 2;
    private int bootsAtOnce;

    /** A pool of such machines. */
    public PoolBuilder(UmlMachine.Builder machine) {
        if (!(machine instanceof MachineBuilder builder)) {
            throw new IllegalArgumentException("A pool needs a builder of UmlMachine.builder(), not " + machine);
        }
        this.spec = builder.spec();
        if (spec.disk().outlivesMachine()) {
            throw new IllegalArgumentException(
                    "The machines of a pool cannot share one disk that they write to: describe"
                            + " them with cow(), not with direct() or cow(Path)");
        }
        try {
            this.bootsAtOnce = AllowedCpus.read().size();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell which CPUs this program may use", e);
        }
    }

    @Override
    public MachinePool.Builder size(int machines) {
        size = positive(machines, "A pool keeps at least one machine");
        return this;
    }

    @Override
    public MachinePool.Builder bootsAtOnce(int boots) {
        bootsAtOnce = positive(boots, "A pool boots at least one machine at once");
        return this;
    }

    private static int positive(int number, String rule) {
        if (number < 1) {
            throw new IllegalArgumentException(rule + ", not " + number);
        }
        return number;
    }

    @Override
    public MachinePool open() {
        return IdleMachines.open(spec, size, bootsAtOnce);
    }
}
