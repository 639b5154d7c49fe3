package io.umlmachine.internal.kernel;

import io.umlmachine.KernelException;
import io.umlmachine.KernelException.Problem;
import io.umlmachine.internal.host.FileMutex;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.internal.host.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory in which kernels are kept. A kernel is a directory that is there whole or not at all and never changes; a
 * file {@code KEY.current2} names the one that a request gets. Thread-safe.
 */
final class KernelStore {

    /** The kernel's program in its directory. */
    static final String PROGRAM = "linux.uml";

    /** Another number than before makes kernels be fetched anew whose directories would lack something. */
    private static final String CURRENT = ".current2";

    private final Path root;

    private KernelStore(Path root) {
        this.root = root;
    }

    static KernelStore open(Path root) throws IOException {
        return new KernelStore(Files.createDirectories(root).toRealPath());
    }

    /** What is done by one thread of one program at a time. */
    @FunctionalInterface
    interface Work {
        Path run() throws IOException, InterruptedException;
    }

    /** The program that a request gets, if there is one that can run. */
    Optional<Path> current(String key) throws IOException {
        try {
            String name = Files.readString(root.resolve(key + CURRENT));
            return has(name) ? Optional.of(program(name)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether a kernel is there and can run: those of a cache that was moved look for their interpreters where it was. */
    boolean has(String name) throws IOException {
        try {
            return ElfProgram.parse(Files.readAllBytes(program(name)))
                    .interpreter()
                    .map(Path::of)
                    .filter(interpreter -> interpreter.startsWith(directory(name)) && Files.isExecutable(interpreter))
                    .isPresent();
        } catch (NoSuchFileException | ElfException e) {
            return false;
        }
    }

    /** The programs of all kernels that are there and can run, selected or not. */
    List<Path> programs() throws IOException {
        List<Path> programs = new ArrayList<>();
        for (String name : names()) {
            if (has(name)) {
                programs.add(program(name));
            }
        }
        return programs;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .filter(directory -> Files.isRegularFile(directory.resolve(PROGRAM)))
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The program of a kernel, whether it is there or not. */
    Path program(String name) {
        return directory(name).resolve(PROGRAM);
    }

    /** The place of a kernel, whether it is there or not. */
    Path directory(String name) {
        return root.resolve(name);
    }

    /**
     * Waits until no other thread or program works on the store, removes what dead programs left, and works on it.
     *
     * @throws KernelException if the wait is longer than the limit allows
     */
    Path exclusively(TimeLimit limit, Work work) throws IOException, InterruptedException {
        try {
            return FileMutex.at(root.resolve("lock")).hold(limit.left(), counter -> {
                Sweeper.sweep(root);
                return work.run();
            });
        } catch (FileMutex.HeldException e) {
            throw tooLong(limit, e);
        }
    }

    private KernelException tooLong(TimeLimit limit, FileMutex.HeldException cause) {
        return new KernelException(
                Problem.TIMEOUT,
                root.toString(),
                "Another thread or program still downloads a kernel into " + root + " after the "
                        + limit.whole().toMillis() / 1000.0 + " s given for all; allow more",
                cause);
    }

    /** A place for work on the way to a kernel, which is removed when it is closed, or by the next who works here. */
    OwnedDirectory workspace() throws IOException {
        return OwnedDirectory.create(root);
    }

    /** Makes a directory of a workspace a kernel, in the place of one that cannot run. */
    void publish(Path prepared, String name, OwnedDirectory workspace) throws IOException {
        if (Files.exists(directory(name))) {
            Files.move(directory(name), workspace.path().resolve("useless"), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(prepared, directory(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a kernel the one that a request gets from now on. */
    void select(String key, String name, OwnedDirectory workspace) throws IOException {
        Path draft = Files.writeString(workspace.path().resolve(key + CURRENT), name);
        Files.move(draft, root.resolve(key + CURRENT), StandardCopyOption.ATOMIC_MOVE);
    }
}
