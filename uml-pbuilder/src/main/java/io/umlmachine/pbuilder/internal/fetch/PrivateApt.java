package io.umlmachine.pbuilder.internal.fetch;

import io.umlmachine.internal.apt.AptEntry;
import io.umlmachine.internal.apt.HostSources;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Programs;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.pbuilder.SourceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An apt of this user's own: it knows the host's archives, as sources of source packages, and the host's keys, and keeps
 * its lists in a directory of the cache. One call at a time uses it.
 */
final class PrivateApt {

    private static final ReentrantLock LOCK = new ReentrantLock();

    private final Path directory;
    private final Path configuration;

    private PrivateApt(Path directory) {
        this.directory = directory;
        this.configuration = directory.resolve("apt.conf");
    }

    /** What is done with an apt. */
    interface Use<T> {
        T with(PrivateApt apt) throws IOException, InterruptedException;
    }

    /** Waits for the apt in a directory, and uses it. */
    static <T> T use(Path directory, Use<T> use) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        LOCK.lockInterruptibly();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            PrivateApt apt = new PrivateApt(directory);
            apt.configure(held);
            return use.with(apt);
        } finally {
            LOCK.unlock();
        }
    }

    /** Where it keeps what it knows; no source packages. */
    Path directory() {
        return directory;
    }

    /**
     * Runs {@code apt-get}.
     *
     * @throws SourceException with its words, if it fails
     */
    void get(String what, Path workingDirectory, List<String> arguments) throws IOException, InterruptedException {
        get(what, workingDirectory, arguments, line -> {});
    }

    /**
     * Runs {@code apt-get}, and passes on what it prints.
     *
     * @throws SourceException with its words, if it fails
     */
    void get(String what, Path workingDirectory, List<String> arguments, Consumer<String> onLine)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>();
        argv.add(Programs.find("apt-get")
                .orElseThrow(() -> new IOException("There is no apt-get on this host: " + what + " cannot be fetched"))
                .toString());
        argv.addAll(List.of("-q", "-y", "-o", "APT::Update::Error-Mode=any"));
        argv.addAll(arguments);
        Path run = directory.resolve("run");
        Sweeper.sweep(run);
        try (OwnedDirectory owner = OwnedDirectory.create(run)) {
            HostCommand.Result result = HostCommand.of(argv)
                    .directory(workingDirectory)
                    .environment(Map.of("APT_CONFIG", configuration.toString(), "LC_ALL", "C.UTF-8"))
                    .onLine(onLine)
                    .run(owner);
            if (!result.success()) {
                throw new SourceException("Cannot fetch " + what + ": apt-get exited with status " + result.exitStatus()
                        + "\n" + result.tail().indent(4).stripTrailing());
            }
        }
    }

    private void configure(FileLock held) throws IOException {
        if (!held.isValid()) {
            throw new IOException("The lock of " + directory + " is lost");
        }
        for (String name : List.of("state/lists/partial", "cache/archives/partial", "parts")) {
            Files.createDirectories(directory.resolve(name));
        }
        Files.writeString(directory.resolve("sources.list"), sources());
        Files.writeString(configuration, """
                Dir::State "%1$s/state";
                Dir::Cache "%1$s/cache";
                Dir::Etc::SourceList "%1$s/sources.list";
                Dir::Etc::SourceParts "%1$s/parts";
                Acquire::Languages "none";
                Acquire::Retries "2";
                APT::Get::AllowUnauthenticated "false";
                Acquire::AllowInsecureRepositories "false";
                """.formatted(directory));
    }

    /** The host's archives by their source packages; those that have none are not Debian's. */
    private static String sources() {
        List<AptEntry> entries = HostSources.read(Path.of("/etc/apt"));
        String lines = entries.stream()
                .filter(entry -> entry.signedBy().isEmpty() || isDebian(entry))
                .filter(entry -> !entry.components().isEmpty())
                .map(PrivateApt::line)
                .distinct()
                .collect(Collectors.joining());
        if (lines.isEmpty()) {
            throw new SourceException("The apt of this host knows no Debian archive; add one to /etc/apt");
        }
        return lines;
    }

    private static boolean isDebian(AptEntry entry) {
        return entry.signedBy().orElse("").contains("debian-archive");
    }

    private static String line(AptEntry entry) {
        String keys =
                entry.signedBy().map(keyring -> "[signed-by=" + keyring + "] ").orElse("");
        return "deb-src " + keys + entry.uri() + " " + entry.suite() + " " + String.join(" ", entry.components())
                + "\n";
    }
}
