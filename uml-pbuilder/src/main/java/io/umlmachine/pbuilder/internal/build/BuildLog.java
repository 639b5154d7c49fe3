package io.umlmachine.pbuilder.internal.build;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The file that a build writes its log to. No two running builds write the same one. Thread-safe; what comes after the
 * end is dropped.
 */
public final class BuildLog implements AutoCloseable {

    /** The logs of this program; other programs see the lock of the file. */
    private static final Set<Path> OPEN = new HashSet<>();

    private final Path path;
    /** No channel: an interrupt during a write would close it. */
    private final FileOutputStream out;

    private boolean closed;

    private BuildLog(Path path, FileOutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** Opens the file of that name, or with a number before its last dot, if another running build writes it. */
    public static BuildLog open(Path file) throws IOException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        Files.createDirectories(directory);
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        synchronized (OPEN) {
            for (int number = 1; ; number++) {
                String numbered = number == 1 ? name : name.substring(0, dot) + "." + number + name.substring(dot);
                Path path = directory.toRealPath().resolve(numbered);
                if (!OPEN.contains(path)) {
                    Optional<FileOutputStream> out = lock(path);
                    if (out.isPresent()) {
                        OPEN.add(path);
                        return new BuildLog(path, out.get());
                    }
                }
            }
        }
    }

    Path path() {
        return path;
    }

    synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        if (!closed) {
            out.write(bytes, offset, length);
        }
    }

    void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Opens a file for this program alone and empties it, unless another program has it. */
    private static Optional<FileOutputStream> lock(Path path) throws IOException {
        FileOutputStream out = new FileOutputStream(path.toFile(), true);
        try {
            if (out.getChannel().tryLock() == null) {
                out.close();
                return Optional.empty();
            }
            out.getChannel().truncate(0);
            return Optional.of(out);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        synchronized (OPEN) {
            OPEN.remove(path);
        }
        out.close();
    }
}
