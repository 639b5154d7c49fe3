package io.umlmachine.internal.host;

import io.umlmachine.ByteSize;
import io.umlmachine.Probe;
import io.umlmachine.Probe.Subject;
import io.umlmachine.internal.archive.Keyring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what machines, networks and images need. Thread-safe. */
public final class HostProbes {

    /** Overrides the directory for guest memory. */
    public static final String MEMORY_VARIABLE = "UMLMACHINE_MEMORY";

    /** Below this a base image does not fit. */
    private static final ByteSize ROOM = ByteSize.gibibytes(2);

    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+\\S*");

    private HostProbes() {}

    /** Everything, with versions. */
    public static List<Probe> all() {
        return Arrays.stream(Subject.values())
                .map(HostProbes::locate)
                .map(HostProbes::withVersion)
                .toList();
    }

    /** Some of it, without versions: no program is started. */
    public static List<Probe> of(Set<Subject> subjects) {
        return subjects.stream().sorted().map(HostProbes::locate).toList();
    }

    /** One thing, without its version. */
    public static Probe locate(Subject subject) {
        return switch (subject) {
            case KERNEL -> Programs.kernel();
            case SETPRIV, SETSID, TASKSET -> Programs.probe(subject, subject.label(), "util-linux");
            case SLIRP4NETNS, FAKEROOT, DEBOOTSTRAP, MMDEBSTRAP ->
                Programs.probe(subject, subject.label(), subject.label());
            case E2FSCK -> Programs.probe(subject, subject.label(), "e2fsprogs");
            case KEYRING -> keyring();
            case MEMORY -> memory();
            case RUNTIME -> runtime();
            case DISK -> disk();
        };
    }

    /**
     * A directory for guest memory: the kernel maps a file there, executable. {@code $UMLMACHINE_MEMORY}, else /dev/shm,
     * {@code $TMPDIR}, {@code $TMP}, {@code $TEMP}, /tmp.
     */
    public static Optional<Path> memoryDirectory() {
        return candidates().stream()
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .filter(directory -> !Mounts.isNoexec(directory))
                .findFirst();
    }

    private static List<Path> candidates() {
        String named = System.getenv(MEMORY_VARIABLE);
        if (named != null && named.startsWith("/")) {
            // Who names one does not want another.
            return List.of(Path.of(named));
        }
        List<Path> candidates = new ArrayList<>();
        for (String variable : List.of("TMPDIR", "TMP", "TEMP")) {
            String value = System.getenv(variable);
            if (value != null && value.startsWith("/")) {
                candidates.add(Path.of(value));
            }
        }
        // A tmpfs first: memory that is written to a disk is slow, and the kernel prefers it too.
        candidates.add(0, Path.of("/dev/shm"));
        candidates.add(Path.of("/tmp"));
        return candidates;
    }

    private static Probe memory() {
        return memoryDirectory()
                .map(path -> new Probe(Subject.MEMORY, true, Optional.of(path), "", ""))
                .orElseGet(() -> new Probe(
                        Subject.MEMORY,
                        false,
                        Optional.empty(),
                        candidates() + ": each is missing, not writable or mounted noexec",
                        "sudo mount -o remount,exec /dev/shm"));
    }

    private static Probe keyring() {
        return Keyring.debianFiles().stream()
                .findFirst()
                .map(file -> new Probe(Subject.KEYRING, true, Optional.of(file), "", ""))
                .orElseGet(() -> new Probe(
                        Subject.KEYRING,
                        false,
                        Optional.empty(),
                        "not found",
                        "sudo apt-get install debian-archive-keyring"));
    }

    private static Probe runtime() {
        try {
            return new Probe(Subject.RUNTIME, true, Optional.of(Directories.runtime()), "", "");
        } catch (IOException e) {
            return new Probe(
                    Subject.RUNTIME,
                    false,
                    Optional.empty(),
                    e.toString(),
                    "export " + Directories.RUNTIME_VARIABLE + "=$(mktemp -d)");
        }
    }

    private static Probe disk() {
        String fix = "export " + Directories.CACHE_VARIABLE + "=DIR, a directory with " + ROOM + " free";
        try {
            Path cache = Directories.cache();
            ByteSize free = new ByteSize(Files.getFileStore(cache).getUsableSpace());
            String detail = (free.bytes() >> 20) + "M free";
            return free.compareTo(ROOM) >= 0
                    ? new Probe(Subject.DISK, true, Optional.of(cache), detail, "")
                    : new Probe(Subject.DISK, false, Optional.of(cache), "only " + detail + " in " + cache, fix);
        } catch (IOException e) {
            return new Probe(Subject.DISK, false, Optional.empty(), e.toString(), fix);
        }
    }

    private static Probe withVersion(Probe probe) {
        if (!probe.found() || !probe.detail().isEmpty()) {
            return probe;
        }
        String option = probe.subject() == Subject.E2FSCK ? "-V" : "--version";
        return switch (probe.subject()) {
            case MEMORY, RUNTIME, DISK, KEYRING -> probe;
            default ->
                new Probe(
                        probe.subject(),
                        true,
                        probe.path(),
                        version(probe.path().orElseThrow(), option),
                        "");
        };
    }

    private static String version(Path program, String option) {
        try {
            Process process = new ProcessBuilder(program.toString(), option)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher matcher = VERSION.matcher(text);
            return matcher.find() ? matcher.group() : "version unknown";
        } catch (IOException e) {
            return "version unknown: " + e.getMessage();
        }
    }
}
