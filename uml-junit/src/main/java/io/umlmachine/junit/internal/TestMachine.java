package io.umlmachine.junit.internal;

import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A machine of a test, and what is to be told of it if the test fails. Thread-safe. */
final class TestMachine implements AutoCloseable {

    private final MachineDescription description;
    private final UmlMachine machine;
    private final Transcript transcript = new Transcript();
    private final UmlMachine recorded;
    private final List<String> taskLists = new CopyOnWriteArrayList<>();
    private final Optional<KeptOverlay> overlay;
    private final Duration imageTime;
    private final Duration bootTime;
    private final long booted = System.nanoTime();

    private TestMachine(
            MachineDescription description,
            UmlMachine machine,
            Optional<KeptOverlay> overlay,
            Duration imageTime,
            Duration bootTime) {
        this.description = description;
        this.machine = machine;
        this.recorded = Recording.of(machine, transcript);
        this.overlay = overlay;
        this.imageTime = imageTime;
        this.bootTime = bootTime;
    }

    static TestMachine boot(MachineDescription description, Optional<KeptOverlay> overlay) throws InterruptedException {
        long start = System.nanoTime();
        AtomicReference<Duration> imageTime = new AtomicReference<>(Duration.ZERO);
        MachineImage image = description.image();
        MachineImage timed = () -> {
            long asked = System.nanoTime();
            MachineImage.Lease lease = image.acquire();
            imageTime.set(since(asked));
            return lease;
        };
        UmlMachine machine =
                description.builder(timed, overlay.map(KeptOverlay::file)).boot();
        return new TestMachine(
                description, machine, overlay, imageTime.get(), since(start).minus(imageTime.get()));
    }

    /** What tests get. */
    UmlMachine recorded() {
        return recorded;
    }

    MachineDescription description() {
        return description;
    }

    /** What a person calls it. */
    String title() {
        String given = description.machine().value();
        return given.isEmpty() ? machine.name() : "'" + given + "' (" + machine.name() + ")";
    }

    /** Notes what the guest's processes do, for the record of its console. */
    void noteTasks() {
        taskLists.add(GuestTasks.of(machine));
    }

    /** What the kernel printed, and after that the lists of tasks. */
    String console() {
        StringBuilder text = new StringBuilder(machine.console());
        taskLists.forEach(list -> text.append("\n--- tasks of the guest, before the time-out's interrupt:\n")
                .append(list));
        return text.toString().stripTrailing();
    }

    boolean isAlive() {
        return machine.isAlive();
    }

    /** Writes everything that is known to files of a directory, whose names begin with the machine's. */
    void writeTo(Path directory) throws IOException {
        String given = description.machine().value().replaceAll("[^A-Za-z0-9._-]", "_");
        String name = given.isEmpty() ? "machine" : "machine-" + given;
        Files.writeString(directory.resolve(name + ".console"), console() + "\n");
        Files.writeString(directory.resolve(name + ".transcript"), transcript.toString());
        String kept = overlay.map(it -> it.keepAs(directory.resolve(name + ".cow")))
                .map(path -> "\noverlay, once the machine is closed: " + path)
                .orElse("");
        Files.writeString(directory.resolve(name + ".txt"), facts() + kept + "\n");
    }

    private String facts() {
        return "machine: " + title()
                + "\nscope: " + description.machine().scope()
                + "\nalive: " + machine.isAlive()
                + "\nkernel command line: " + String.join(" ", machine.kernelCommandLine())
                + "\nimage there after: " + imageTime.toMillis() + " ms"
                + "\nbooted after that in: " + bootTime.toMillis() + " ms, with the wait for memory"
                + "\nran until this was written: " + since(booted).toMillis() + " ms";
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public void close() {
        machine.close();
        overlay.ifPresent(KeptOverlay::settle);
    }
}
