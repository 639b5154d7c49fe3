package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private directory whose owner holds a lock for as long as it lives, and which knows what else belongs to it:
 * processes, by their sessions, and files elsewhere. So that whoever finds it later can tell whether it is in use, and
 * remove everything if it is not. Thread-safe.
 *
 * <p>Its name says which process made it. That process needs no lock to know its own, and must not try: POSIX drops a
 * process's locks on a file when any of its descriptors of that file is closed.
 */
public final class OwnedDirectory implements AutoCloseable {

    static final String LOCK = "lock";
    static final String SESSIONS = "sessions";
    static final String OWNED = "owned";

    /** Marks a directory that is being made and has no lock yet. */
    static final String UNBORN = ".new-";

    /** Each is lost to at most one file of a thread that was under way; those that come later find no directory. */
    private static final int REMOVALS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(OwnedDirectory.class);
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path path;
    private final FileChannel lock;
    private boolean closed;

    private OwnedDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a directory below {@code root}, which is made if missing. It goes when it is closed, and else when this
     * program ends.
     *
     * @throws IOException if it cannot be made, or this program is ending
     */
    public static OwnedDirectory create(Path root) throws IOException {
        Files.createDirectories(root);
        String name = Owner.self().format() + "-" + Long.toString(COUNTER.incrementAndGet(), Character.MAX_RADIX);
        OwnedDirectory directory = create(root.resolve(UNBORN + name), root.resolve(name));
        try {
            ProgramEnd.add(directory);
            return directory;
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private static OwnedDirectory create(Path unborn, Path path) throws IOException {
        Files.createDirectory(
                unborn, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        FileChannel lock = null;
        try {
            lock = FileChannel.open(unborn.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE);
            return new OwnedDirectory(path, lock);
        } catch (IOException e) {
            if (lock != null) {
                lock.close();
            }
            FileTrees.remove(unborn);
            throw e;
        }
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** The directory's name, unique on this host among those of its root. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * Makes a file or tree elsewhere part of this directory: it is removed with it. To be called before it is made.
     *
     * @throws IllegalArgumentException if the path is not absolute or holds a newline
     */
    public synchronized void own(Path external) throws IOException {
        if (!external.isAbsolute() || external.toString().indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Cannot record the path " + external);
        }
        append(OWNED, external.toString());
    }

    /**
     * Starts a process that leads a session, which becomes part of this directory. The process records it, too, in case that
     * this program is killed in between; but if the program ends in order, nothing may be started behind the back of who
     * removes the directory.
     *
     * @throws IOException if it cannot be started, or this was closed
     */
    synchronized Process start(ProcessBuilder leader) throws IOException {
        if (closed) {
            throw new IOException("What " + name() + " is for has ended");
        }
        Process process = leader.start();
        try {
            Optional<Session> session = Session.ledBy(process.pid());
            if (session.isPresent()) {
                append(SESSIONS, session.get().format());
            }
            return process;
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /**
     * The file that the processes of a {@link HostProcess} add their sessions to: all of a session is killed when this is
     * removed.
     */
    Path sessions() {
        return path.resolve(SESSIONS);
    }

    /** Kills what still runs of one of the sessions. */
    void killSession(long leader) throws IOException {
        for (Session session : sessions(path)) {
            if (session.leader() == leader) {
                session.kill();
            }
        }
    }

    /**
     * Kills what still runs, removes everything, and gives up the lock. What cannot be removed is logged, and left to the
     * next sweep. Does nothing the second time.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ProgramEnd.remove(this);
        Interrupts.defer(this::removeAndUnlock);
    }

    private void removeAndUnlock() {
        try {
            demolish(path);
        } catch (IOException e) {
            LOG.warn("Left behind: {}", e.getMessage());
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("Could not close the lock of {}", path, e);
        }
    }

    /** Kills and removes everything that belongs to a directory, and then the directory; the lock file last. */
    static void demolish(Path directory) throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Session session : sessions(directory)) {
            attempt(failures, session::kill);
        }
        for (Path external : lines(directory.resolve(OWNED)).map(Path::of).toList()) {
            attempt(failures, () -> FileTrees.remove(external));
        }
        if (!failures.isEmpty()) {
            IOException all = failures.get(0);
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
        for (Path child : children(directory)) {
            if (!child.endsWith(LOCK)) {
                FileTrees.remove(child);
            }
        }
        removePersistently(directory);
    }

    /** Removes a directory into which a thread that does not know of its end, a copy's say, may be putting a last file. */
    private static void removePersistently(Path directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                FileTrees.remove(directory);
                return;
            } catch (IOException e) {
                if (attempt == REMOVALS) {
                    throw e;
                }
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(List<IOException> failures, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /** Each once: its leader and who started it have both recorded it, and to look for its members is to read all of /proc. */
    private static List<Session> sessions(Path directory) throws IOException {
        return lines(directory.resolve(SESSIONS)).map(Session::parse).distinct().toList();
    }

    /** The whole lines of a file; one that a killed process did not finish writing says nothing. */
    private static Stream<String> lines(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Stream.empty();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines();
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private void append(String file, String line) throws IOException {
        Files.writeString(
                path.resolve(file),
                line + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
