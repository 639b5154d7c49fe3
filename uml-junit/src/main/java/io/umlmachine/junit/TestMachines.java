package io.umlmachine.junit;

import io.umlmachine.ByteSize;
import io.umlmachine.UmlMachine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.support.ReflectionSupport;

/** The machines of one run of one test method. Thread-safe. */
final class TestMachines implements AutoCloseable {

    private final UmlTest settings;
    private final Map<String, UmlMachine> machines = new LinkedHashMap<>();

    TestMachines(UmlTest settings) {
        this.settings = settings;
    }

    /** The machine of a name, booted if it is new. */
    synchronized UmlMachine get(String name) throws InterruptedException {
        UmlMachine machine = machines.get(name);
        if (machine == null) {
            machine = UmlMachine.builder()
                    .image(ReflectionSupport.newInstance(settings.image()).image())
                    .memory(ByteSize.parse(settings.memory()))
                    .boot();
            machines.put(name, machine);
        }
        return machine;
    }

    /** What the machines' kernels printed. */
    synchronized List<Console> consoles() {
        return machines.entrySet().stream()
                .map(entry -> new Console(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized void close() {
        machines.values().forEach(UmlMachine::close);
    }

    /** A console as a part of a failure: what is printed with it, and no stack of its own. */
    static final class Console extends Exception {

        private static final long serialVersionUID = 1L;

        Console(String name, UmlMachine machine) {
            super(describe(name, machine), null, false, false);
        }

        private static String describe(String name, UmlMachine machine) {
            String console = machine.console().stripTrailing();
            return "console of machine " + (name.isEmpty() ? machine.name() : "'" + name + "' (" + machine.name() + ")")
                    + (machine.isAlive() ? "" : ", which had died")
                    + (console.isEmpty() ? ": nothing was printed" : ":\n" + console);
        }
    }
}
