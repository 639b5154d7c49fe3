package io.umlmachine.image.internal.customise;

import io.umlmachine.Command;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.GuestScript;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.internal.bootstrap.Complaints;
import io.umlmachine.image.internal.bootstrap.Creation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A machine that changes the disk of an attempt. What its commands print is told as it comes, and what fails in it is a
 * failure of the attempt. For one thread.
 */
public final class WorkMachine implements AutoCloseable {

    private static final String SCRIPT = "/run/umlmachine-script";

    /** What a package's scripts run with, and what makes programs speak the language that failures are told by. */
    private static final Map<String, String> VARIABLES =
            Map.of("LC_ALL", "C", "DEBIAN_FRONTEND", "noninteractive", "DEBCONF_NONINTERACTIVE_SEEN", "true");

    private final UmlMachine machine;
    private final Creation creation;
    private final Map<String, String> proxy;

    private WorkMachine(UmlMachine machine, Creation creation, Map<String, String> proxy) {
        this.machine = machine;
        this.creation = creation;
        this.proxy = proxy;
    }

    /**
     * Boots a disk to change it.
     *
     * @param disk the disk, which nobody else uses
     * @param hostname the name that the guest has anyway: a machine puts its own into the guest's {@code /etc/hosts}
     * @param surroundings how it reaches the archives
     * @param creation the attempt
     */
    public static WorkMachine boot(Path disk, String hostname, Surroundings surroundings, Creation creation)
            throws IOException, InterruptedException {
        return boot(creation.machine().image(disk).direct(), hostname, surroundings, creation);
    }

    /**
     * Boots a disk to change an overlay of it.
     *
     * @param disk the disk, which stays as it is
     * @param overlay a file to be made
     * @param hostname the name that the guest has anyway
     * @param surroundings how it reaches the archives
     * @param creation the attempt
     */
    public static WorkMachine overlaid(
            Path disk, Path overlay, String hostname, Surroundings surroundings, Creation creation)
            throws IOException, InterruptedException {
        return boot(creation.machine().image(disk).cow(overlay), hostname, surroundings, creation);
    }

    private static WorkMachine boot(
            UmlMachine.Builder builder, String hostname, Surroundings surroundings, Creation creation)
            throws IOException, InterruptedException {
        Map<String, String> proxy = surroundings.machineEnvironment();
        UmlMachine machine = builder.hostname(hostname)
                .network(surroundings.machineNetwork())
                .boot();
        return new WorkMachine(machine, creation, proxy);
    }

    /** The machine itself. */
    public UmlMachine machine() {
        return machine;
    }

    /**
     * Runs a command of root's.
     *
     * @param what what it does, for the complaint, such as {@code the second stage}
     * @param argv the command
     * @throws io.umlmachine.image.ImageException if it takes too long or ends with another status than 0
     */
    public void run(String what, List<String> argv) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 2>&1", "sh"));
        whole.addAll(argv);
        Command command = Command.of(whole)
                // By number: there may be no passwd file yet that could tell who root is.
                .user("0")
                .env(VARIABLES)
                .env(proxy)
                .timeout(creation.timeout());
        creation.say("# " + String.join(" ", argv));
        Complaints complaints = new Complaints();
        try {
            GuestProcess process = machine.start(command);
            process.stdin().close();
            read(process, complaints);
            ExitStatus status = process.waitFor();
            if (!status.success()) {
                requireRoom(Optional.empty());
                throw creation.told(what + " failed", argv, OptionalInt.of(status.code()), complaints.text());
            }
        } catch (CommandTimeoutException e) {
            throw late(what, argv, complaints);
        } catch (IOException e) {
            // The streams of a command that was killed end with its end for their cause.
            if (e.getCause() instanceof CommandTimeoutException) {
                throw late(what, argv, complaints);
            }
            requireRoom(Optional.of(e));
            throw e;
        }
    }

    private RuntimeException late(String what, List<String> argv, Complaints complaints) {
        return creation.failure(
                ImageFailure.TIMED_OUT,
                what + " took longer than " + creation.timeout(),
                argv,
                OptionalInt.empty(),
                complaints.text());
    }

    private void read(GuestProcess process, Complaints complaints) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                creation.say(line);
                complaints.add(line);
            }
        }
    }

    /** Runs a script, of which nothing stays in the system. */
    public void run(GuestScript script) throws IOException, InterruptedException {
        put(GuestFile.of(SCRIPT, script.text()).permissions("rwx------"));
        // The kernel runs nothing that does not tell its interpreter.
        List<String> argv = script.text().startsWith("#!") ? List.of(SCRIPT) : List.of("/bin/sh", SCRIPT);
        run("the script " + script.name(), argv);
        run("the removal of a script", List.of("rm", "-f", SCRIPT));
    }

    /** Asks a question whose answer is small. */
    public ExecResult ask(String... argv) throws InterruptedException {
        return machine.exec(Command.of(argv).user("0").env(VARIABLES));
    }

    /** Puts a file there, which is root's then. */
    public void put(GuestFile file) throws IOException, InterruptedException {
        try {
            machine.write(file.path(), file.content(), PosixFilePermissions.fromString(file.permissions()));
        } catch (IOException e) {
            requireRoom(Optional.of(e));
            throw e;
        }
        machine.exec(Command.of("chown", "0:0", file.path()).user("0")).orThrow();
    }

    /**
     * Ends the machine, whose work has failed, and says so if the host's disk is full: the guest's programs see no more than
     * an I/O error, but its kernel tells why.
     *
     * @param symptom what was seen of it
     * @throws ImageException if it is full
     */
    public void requireRoom(Optional<Exception> symptom) {
        // What the kernel says comes by another way than what its programs do, and may come later.
        machine.close();
        if (DiskErrors.tellNoSpace(machine.console())) {
            ImageException full = diskFailure(
                    ImageFailure.NO_SPACE, "the host has no room for what the machine writes to its disk; make some");
            symptom.ifPresent(full::addSuppressed);
            throw full;
        }
    }

    private ImageException diskFailure(ImageFailure why, String what) {
        return creation.failure(why, what, machine.kernelCommandLine(), OptionalInt.empty(), machine.console());
    }

    /**
     * Powers the machine off, whose work is done.
     *
     * @throws ImageException if the disk does not hold all of it: the kernel takes from a program what it cannot write later
     */
    public void finish() throws IOException, InterruptedException {
        run("the writing of the disk", List.of("sync"));
        requireRoom(Optional.empty());
        if (DiskErrors.areTold(machine.console())) {
            throw diskFailure(ImageFailure.HOST, "the machine could not read or write its disk");
        }
    }

    /** Powers the machine off. */
    @Override
    public void close() {
        machine.close();
    }
}
