package io.umlmachine.internal.host;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directories of this user on this host. Thread-safe.
 *
 * <p>Runtime files (sockets, locks) are apart from the cache (images, overlays): the first need short paths, the second
 * need room.
 */
public final class Directories {

    /** Overrides the cache directory. */
    public static final String CACHE_VARIABLE = "UMLMACHINE_CACHE";

    /** Overrides the runtime directory. */
    public static final String RUNTIME_VARIABLE = "UMLMACHINE_RUNTIME";

    /** Leaves room in the 107 bytes of a socket's path for a machine's name, its umid and a file name. */
    private static final int RUNTIME_PATH_LIMIT = 48;

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private Directories() {}

    /**
     * Where images and overlays live: {@code $UMLMACHINE_CACHE}, else {@code $XDG_CACHE_HOME/umlmachine}, else
     * {@code ~/.cache/umlmachine}. Made if missing.
     */
    public static Path cache() throws IOException {
        Path cache = variable(CACHE_VARIABLE)
                .or(() -> variable("XDG_CACHE_HOME").map(path -> path.resolve("umlmachine")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "umlmachine"));
        Path parent = cache.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return makePrivate(cache);
    }

    /**
     * Where machines keep sockets and locks: {@code $UMLMACHINE_RUNTIME}, else {@code $XDG_RUNTIME_DIR/umlmachine} if
     * that is this user's, else {@code /tmp/umlmachine-UID}. Made if missing, with mode 0700.
     *
     * @throws IOException if it cannot be made, or belongs to someone else
     */
    public static Path runtime() throws IOException {
        return makePrivate(runtimePath());
    }

    /**
     * Where overlays in memory live: {@code umlmachine-UID} in {@code /dev/shm}, or in the first of {@code $TMPDIR},
     * {@code $TMP}, {@code $TEMP} and {@code /tmp} that is in memory. Made if missing, with mode 0700.
     *
     * @throws IOException if none is in memory and can be written
     */
    public static Path memory() throws IOException {
        List<Path> candidates = new ArrayList<>(List.of(Path.of("/dev/shm")));
        Stream.of("TMPDIR", "TMP", "TEMP").map(Directories::variable).forEach(path -> path.ifPresent(candidates::add));
        candidates.add(Path.of("/tmp"));
        for (Path candidate : candidates) {
            if (Files.isWritable(candidate)
                    && Files.getFileStore(candidate).type().equals("tmpfs")) {
                return makePrivate(candidate.resolve("umlmachine-" + uid()));
            }
        }
        throw new IOException("There is no place in memory: none of " + candidates
                + " is a tmpfs that can be written; mount one at /dev/shm");
    }

    /** The numeric id of this process's user. */
    public static int uid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    static Path runtimePath() throws IOException {
        Optional<Path> named = variable(RUNTIME_VARIABLE);
        if (named.isPresent()) {
            return named.get();
        }
        Optional<Path> session = variable("XDG_RUNTIME_DIR").map(path -> path.resolve("umlmachine"));
        if (session.isPresent() && isUsable(session.get())) {
            return session.get();
        }
        return Path.of("/tmp", "umlmachine-" + uid());
    }

    private static boolean isUsable(Path runtime) throws IOException {
        Path parent = runtime.getParent();
        return parent != null
                && runtime.toString().length() <= RUNTIME_PATH_LIMIT
                && Files.isDirectory(parent)
                && Files.isWritable(parent)
                && ownerOf(parent) == uid();
    }

    private static int ownerOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes a directory that only this user enters; one that is there must be so already. */
    static Path makePrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
            return directory;
        } catch (FileAlreadyExistsException e) {
            // Someone else's directory, or a link to one, under a name that can be guessed must not be trusted.
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || ownerOf(directory) != uid()) {
                throw new IOException(
                        directory + " is not a directory of this user; remove it, or name another with $"
                                + RUNTIME_VARIABLE + " or $" + CACHE_VARIABLE,
                        e);
            }
            Files.setPosixFilePermissions(directory, PRIVATE);
            return directory;
        } catch (IOException e) {
            throw new IOException(
                    "Cannot make " + directory + " (" + e + "); name another with $" + RUNTIME_VARIABLE + " or $"
                            + CACHE_VARIABLE,
                    e);
        }
    }

    private static Optional<Path> variable(String name) {
        String value = System.getenv(name);
        return value == null || !value.startsWith("/") ? Optional.empty() : Optional.of(Path.of(value));
    }
}
