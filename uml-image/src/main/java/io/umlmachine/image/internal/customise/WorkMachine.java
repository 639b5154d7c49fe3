package io.umlmachine.image.internal.customise;

import io.umlmachine.Command;
import io.umlmachine.CommandTimeoutException;
import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.GuestFile;
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
import java.util.OptionalInt;

/**
 * A machine that changes the disk of an attempt. What its commands print is told as it comes, and what fails in it is a
 * failure of the attempt. For one thread.
 */
public final class WorkMachine implements AutoCloseable {

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
        Map<String, String> proxy = surroundings.machineEnvironment();
        UmlMachine machine = creation.machine()
                .image(disk)
                .direct()
                .hostname(hostname)
                .network(surroundings.machineNetwork())
                .boot();
        return new WorkMachine(machine, creation, proxy);
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
                throw creation.told(what + " failed", argv, OptionalInt.of(status.code()), complaints.text());
            }
        } catch (CommandTimeoutException e) {
            throw late(what, argv, complaints);
        } catch (IOException e) {
            // The streams of a command that was killed end with its end for their cause.
            if (e.getCause() instanceof CommandTimeoutException) {
                throw late(what, argv, complaints);
            }
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

    /** Asks a question whose answer is small. */
    public ExecResult ask(String... argv) throws InterruptedException {
        return machine.exec(Command.of(argv).user("0").env(VARIABLES));
    }

    /** Puts a file there, which is root's then. */
    public void put(GuestFile file) throws IOException, InterruptedException {
        machine.write(file.path(), file.content(), PosixFilePermissions.fromString(file.permissions()));
        machine.exec(Command.of("chown", "0:0", file.path()).user("0")).orThrow();
    }

    /** Powers the machine off; afterwards the disk holds all that was done. */
    @Override
    public void close() {
        machine.close();
    }
}
