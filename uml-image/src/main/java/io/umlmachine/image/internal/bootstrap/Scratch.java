package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that other users can enter, as mmdebstrap needs it: its programs run with subordinate ids or as {@code _apt},
 * and a user's own directories are closed to these. What such programs leave, this user can remove only from inside a
 * namespace like theirs; so the directory is no part of an {@link OwnedDirectory}, but has a lock and a sweep of its own.
 */
final class Scratch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    /** On disk, where there is room for a whole system, which {@code /tmp} may not have. */
    private static final Path PARENT = Path.of("/var/tmp");

    private static final String PREFIX = "umlmachine-";
    private static final String LOCK = "lock";
    private static final Duration REMOVAL_TIMEOUT = Duration.ofMinutes(2);

    /** This program's own: POSIX would drop their locks if the sweep so much as opened and closed them. */
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;
    private final OwnedDirectory owner;

    private Scratch(Path path, FileChannel lock, OwnedDirectory owner) {
        this.path = path;
        this.lock = lock;
        this.owner = owner;
    }

    static Scratch create(OwnedDirectory owner, MmdebstrapMode mode) throws IOException {
        String name = PREFIX + Directories.uid() + "-" + UUID.randomUUID();
        // If this program is killed before the lock is there, the owner's directory tells whose this was.
        owner.own(PARENT.resolve("." + name));
        Path unborn = Files.createDirectory(PARENT.resolve("." + name));
        Path path = PARENT.resolve(name);
        FileChannel lock =
                FileChannel.open(unborn.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        LIVE.add(path);
        Files.move(unborn, path, StandardCopyOption.ATOMIC_MOVE);
        Scratch scratch = new Scratch(path, lock, owner);
        // Sticky, so that nobody can take away what another user made in it.
        Files.setAttribute(path, "unix:mode", mode == MmdebstrapMode.UNSHARE ? 01777 : 0755);
        return scratch;
    }

    Path path() {
        return path;
    }

    /** A copy of a keyring without armor, where those other users can read it. */
    Path lend(Path file) throws IOException {
        Path copy = path.resolve(Keyrings.plainName(file));
        for (int number = 2; Files.exists(copy); number++) {
            copy = path.resolve(number + "-" + Keyrings.plainName(file));
        }
        Files.write(copy, Keyrings.binary(file));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    @Override
    public void close() throws IOException {
        try {
            remove(path, owner);
        } finally {
            LIVE.remove(path);
            lock.close();
        }
    }

    /** Removes what dead programs of this user left. */
    static void sweep(OwnedDirectory owner) throws IOException {
        for (Path leftover : leftovers()) {
            try (FileChannel channel = FileChannel.open(leftover.resolve(LOCK), StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    LOG.debug("Removing {}, whose owner is dead", leftover);
                    remove(leftover, owner);
                }
            } catch (NoSuchFileException e) {
                // Somebody else has just removed it.
                continue;
            }
        }
    }

    /** Those of this user that are not this program's, whether or not their owners live. */
    static List<Path> leftovers() throws IOException {
        String mine = PREFIX + Directories.uid() + "-";
        int uid = Directories.uid();
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(PARENT)) {
            for (Path child : children.toList()) {
                if (child.getFileName().toString().startsWith(mine)
                        && !LIVE.contains(child)
                        && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                        && Files.getAttribute(child, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                                .equals(uid)) {
                    found.add(child);
                }
            }
        }
        return found;
    }

    private static void remove(Path scratch, OwnedDirectory owner) throws IOException {
        List<String> others = new ArrayList<>();
        try (Stream<Path> children = Files.list(scratch)) {
            for (Path child : children.toList()) {
                if (!Files.getAttribute(child, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(Directories.uid())) {
                    others.add(child.toString());
                }
            }
        }
        if (!others.isEmpty()) {
            removeFromInside(others, owner);
        }
        FileTrees.remove(scratch);
    }

    /** To the end, even if the thread is interrupted: nobody else could do it later without knowing how. */
    private static void removeFromInside(List<String> trees, OwnedDirectory owner) throws IOException {
        List<String> removal = new ArrayList<>(List.of(Tools.path("rm"), "-rf", "--"));
        removal.addAll(trees);
        HostCommand command = HostCommand.of(MmdebstrapMode.unshared(removal)).timeout(REMOVAL_TIMEOUT);
        boolean interrupted = Thread.interrupted();
        try {
            command.run(owner);
        } catch (InterruptedException e) {
            interrupted = true;
            LOG.warn("Interrupted in the removal of {}; the next sweep removes them", trees);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
