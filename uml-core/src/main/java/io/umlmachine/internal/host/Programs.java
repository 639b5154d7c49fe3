package io.umlmachine.internal.host;

import io.umlmachine.Probe;
import io.umlmachine.Probe.Subject;
import io.umlmachine.UmlKernel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs. Thread-safe. */
public final class Programs {

    /** Names the directories in which programs are looked for, and no others. */
    public static final String PATH_VARIABLE = "UMLMACHINE_PATH";

    /** Where Debian keeps programs that an ordinary user's PATH does not reach. */
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/local/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            Path.of("/sbin"),
            Path.of("/bin"));

    private Programs() {}

    /**
     * The first executable file of that name in {@code $UMLMACHINE_PATH}; or else, if that is not set, in the PATH and then in
     * Debian's usual directories.
     */
    public static Optional<Path> find(String name) {
        return searchPath().stream()
                .map(directory -> directory.resolve(name))
                .filter(Programs::isProgram)
                .findFirst();
    }

    /** A PATH for programs that are started, which reaches the system administrator's directories too. */
    public static String pathVariable() {
        return String.join(
                File.pathSeparator, searchPath().stream().map(Path::toString).toList());
    }

    /** The kernel that the environment names, or else Debian's. */
    public static Probe kernel() {
        String named = System.getenv(UmlKernel.VARIABLE);
        if (named == null || named.isEmpty()) {
            return probe(Subject.KERNEL, "linux.uml", "user-mode-linux");
        }
        Path path = Path.of(named).toAbsolutePath();
        return isProgram(path)
                ? new Probe(Subject.KERNEL, true, Optional.of(path), "", "")
                : new Probe(
                        Subject.KERNEL,
                        false,
                        Optional.empty(),
                        UmlKernel.VARIABLE + "=" + named + " is no program that can be run",
                        "unset " + UmlKernel.VARIABLE);
    }

    static Probe probe(Subject subject, String program, String debianPackage) {
        return find(program)
                .map(path -> new Probe(subject, true, Optional.of(path), "", ""))
                .orElseGet(() -> new Probe(
                        subject, false, Optional.empty(), "not found", "sudo apt-get install " + debianPackage));
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    private static List<Path> searchPath() {
        String only = System.getenv(PATH_VARIABLE);
        if (only != null && !only.isEmpty()) {
            return directories(only);
        }
        String path = System.getenv("PATH");
        List<Path> directories = directories(path == null ? "" : path);
        USUAL.stream().filter(directory -> !directories.contains(directory)).forEach(directories::add);
        return directories;
    }

    private static List<Path> directories(String path) {
        List<Path> directories = new ArrayList<>();
        for (String directory : path.split(File.pathSeparator)) {
            try {
                if (directory.startsWith("/")) {
                    directories.add(Path.of(directory));
                }
            } catch (InvalidPathException e) {
                // Not a directory that could hold a program.
                continue;
            }
        }
        return directories;
    }
}
