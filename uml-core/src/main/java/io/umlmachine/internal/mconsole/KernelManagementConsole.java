package io.umlmachine.internal.mconsole;

import io.umlmachine.ManagementConsole;
import io.umlmachine.ManagementConsoleException;
import io.umlmachine.ManagementConsoleException.Reason;
import io.umlmachine.UmlException;
import io.umlmachine.internal.mconsole.MconsoleException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The management console of one machine, in the words of the public API. Thread-safe. */
public final class KernelManagementConsole implements ManagementConsole {

    /** The level at which the console shows everything. */
    private static final int LOUD = 8;

    private static final String LEVELS = "sys/kernel/printk";
    private static final String KEYS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Mconsole console;
    private final MachineEnd end;
    private final Function<Character, Optional<String>> dangerOfSysrq;

    /** Says whether, and why, the machine is at its end. */
    @FunctionalInterface
    public interface MachineEnd {
        /**
         * What a call to the machine fails with.
         *
         * @param expected whether the kernel seems to be gone, so that it may be worth to wait for the news
         * @return the reason, or empty if the machine runs
         */
        Optional<UmlException> reason(boolean expected) throws InterruptedException;
    }

    /**
     * The console of a machine.
     *
     * @param dangerOfSysrq why a key must not be sent, if it must not
     */
    public KernelManagementConsole(
            Mconsole console, MachineEnd end, Function<Character, Optional<String>> dangerOfSysrq) {
        this.console = console;
        this.end = end;
        this.dangerOfSysrq = dangerOfSysrq;
    }

    @Override
    public String version() throws InterruptedException {
        return call("version", () -> console.request("version"));
    }

    @Override
    public String help() throws InterruptedException {
        return call("help", () -> console.request("help"));
    }

    @Override
    public String config(String device) throws InterruptedException {
        return call("config " + device, () -> console.send("config " + device, Mconsole.PATIENCE));
    }

    @Override
    public void config(String device, String value) throws InterruptedException {
        run("config " + device + "=" + value);
    }

    @Override
    public void remove(String device) throws InterruptedException {
        run("remove " + device);
    }

    /** Runs a request for which the kernel may have to sleep. */
    private String run(String command) throws InterruptedException {
        return call(command, () -> console.gate().running(command, () -> console.send(command, Mconsole.PATIENCE)));
    }

    @Override
    public void stop() throws InterruptedException {
        call("stop", () -> {
            console.gate().pause();
            return "";
        });
    }

    @Override
    public void go() throws InterruptedException {
        call("go", () -> {
            console.gate().resume();
            return "";
        });
    }

    @Override
    public String sysrq(char key) throws InterruptedException {
        if (KEYS.indexOf(key) < 0) {
            throw new IllegalArgumentException("A sysrq key is a small letter or a digit, not '" + key + "'");
        }
        String command = "sysrq " + key;
        return call(command, () -> {
            Optional<String> bug = dangerOfSysrq.apply(key);
            if (bug.isPresent()) {
                throw new MconsoleException(Kind.UNSAFE, bug.get(), "");
            }
            return Character.isDigit(key) ? console.request(command) : loud(command);
        });
    }

    @Override
    public String stack(int pid) throws InterruptedException {
        return call("stack " + pid, () -> loud("stack " + pid));
    }

    /**
     * Runs a request whose answer is what the kernel prints, while it prints everything. The level is not asked for, nor
     * changed, on a paused machine, whose kernel must not read files.
     */
    private String loud(String command) throws MconsoleException, InterruptedException {
        PauseGate gate = console.gate();
        if (gate.isPaused()) {
            return gate.frozen(() -> console.request(command));
        }
        char level = level(gate.running(command, () -> console.request("proc " + LEVELS)));
        return gate.frozen(() -> {
            try {
                console.request("sysrq " + LOUD);
                return console.request(command);
            } finally {
                console.request("sysrq " + level);
            }
        });
    }

    /** The console's level, which comes first of four numbers. */
    private static char level(String levels) {
        String first = levels.strip().split("\\s", 2)[0];
        return first.length() == 1 && Character.isDigit(first.charAt(0)) ? first.charAt(0) : '9';
    }

    @Override
    public void log(String text) throws InterruptedException {
        // Without a newline the kernel waits for the rest of the line, and dmesg does not show it.
        call("log", () -> console.request("log " + text + "\n"));
    }

    @Override
    public String proc(String file) throws InterruptedException {
        String text = run("proc " + file);
        // The kernel begins its answer with an empty line.
        return text.startsWith("\n") ? text.substring(1) : text;
    }

    @Override
    public void ctrlAltDelete() throws InterruptedException {
        run("cad");
    }

    @Override
    public void halt() throws InterruptedException {
        run("halt");
    }

    @Override
    public void reboot() throws InterruptedException {
        run("reboot");
    }

    @Override
    public String request(String command, Duration timeout) throws InterruptedException {
        return call(command, () -> console.send(command, timeout));
    }

    private String call(String command, PauseGate.Action<String> action) throws InterruptedException {
        throwIfEnded(false);
        try {
            return action.run();
        } catch (MconsoleException e) {
            throwIfEnded(e.kind() == Kind.GONE || e.kind() == Kind.UNREACHABLE);
            Reason reason = e.kind() == Kind.GONE
                    ? Reason.UNREACHABLE
                    : Reason.valueOf(e.kind().name());
            throw new ManagementConsoleException(reason, command, e.reply(), e.getMessage(), e);
        }
    }

    private void throwIfEnded(boolean expected) throws InterruptedException {
        Optional<UmlException> reason = end.reason(expected);
        if (reason.isPresent()) {
            throw reason.get();
        }
    }
}
