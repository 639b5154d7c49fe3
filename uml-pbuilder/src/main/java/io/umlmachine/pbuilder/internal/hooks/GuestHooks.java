package io.umlmachine.pbuilder.internal.hooks;

import io.umlmachine.Command;
import io.umlmachine.ExitStatus;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.HookException;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The hooks of one machine: they are copied in before the first one runs. For one thread. */
public final class GuestHooks {

    private static final String DIRECTORY = "/var/lib/umlmachine/hooks";
    private static final Set<PosixFilePermission> RUNNABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final HookDirectory directory;
    private final UmlMachine machine;
    private final Map<String, String> environment;
    private final Runner runner;
    private boolean copied;

    /**
     * Hooks of a machine.
     *
     * @param operation what the machine is for, by pbuilder's name of it
     */
    public GuestHooks(
            HookDirectory directory, PbuilderConfig config, String operation, UmlMachine machine, Runner runner) {
        this.directory = directory;
        this.machine = machine;
        this.runner = runner;
        this.environment = Map.ofEntries(
                Map.entry("PBUILDER_OPERATION", operation),
                // Its name of old.
                Map.entry("PBCURRENTCOMMANDLINEOPERATION", operation),
                Map.entry("BUILDDIR", "/build"),
                Map.entry("DISTRIBUTION", config.distribution()),
                Map.entry("BUILD_ARCH", HostSystem.architecture()),
                Map.entry("HOST_ARCH", HostSystem.architecture()),
                Map.entry("HOOKDIR", DIRECTORY),
                Map.entry("DEBIAN_FRONTEND", "noninteractive"),
                Map.entry("HOME", "/root"),
                Map.entry("LC_ALL", "C.UTF-8"));
    }

    /** Runs a hook's command to its end. */
    @FunctionalInterface
    public interface Runner {
        Ended run(HookPoint point, Command command) throws IOException, InterruptedException;
    }

    /**
     * How a hook ended.
     *
     * @param output the last lines that it printed, as far as they are known
     */
    public record Ended(ExitStatus status, String output) {}

    /**
     * Runs the hooks of one point, in the order of their names.
     *
     * @param arguments what they are given
     * @throws HookException if one fails; the others are not run then
     */
    public void run(HookPoint point, List<String> arguments) throws IOException, InterruptedException {
        for (HookDirectory.HookFile hook : directory.hooks(point)) {
            copyOnce();
            List<String> argv = new ArrayList<>(hook.isPlainText() ? List.of("/bin/sh") : List.of());
            argv.add(DIRECTORY + "/" + hook.name());
            argv.addAll(arguments);
            Ended ended = runner.run(point, Command.of(argv).env(environment));
            if (!ended.status().success()) {
                throw new HookException(point, hook.name(), ended.status(), ended.output());
            }
        }
    }

    /** Runs the hooks of one point without arguments. */
    public void run(HookPoint point) throws IOException, InterruptedException {
        run(point, List.of());
    }

    /** Whether any hook runs at one of some points. */
    public boolean hasAny(HookPoint... points) {
        return directory.hasAny(points);
    }

    private void copyOnce() throws IOException, InterruptedException {
        if (copied) {
            return;
        }
        for (HookDirectory.HookFile file : directory.files()) {
            machine.write(DIRECTORY + "/" + file.name(), file.content(), file.executable() ? RUNNABLE : READABLE);
        }
        copied = true;
    }
}
