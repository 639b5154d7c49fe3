package io.umlmachine.internal.disk;

import io.umlmachine.ByteSize;
import io.umlmachine.DiskImage;
import io.umlmachine.internal.host.Directories;
import io.umlmachine.internal.host.Interrupts;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An image in a file that does not change, of this program's or of its user's. Thread-safe. */
public final class StoredImage implements DiskImage {

    /** Nobody writes an image. */
    static final int MODE = 0444;

    private static final Set<PosixFilePermission> WRITE = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path path;
    private final long size;
    private final FileTime time;

    /** What removes the file, also when this program is killed; null for a file that stays. */
    private final @Nullable OwnedDirectory owner;

    private int uses;
    private boolean closed;

    private StoredImage(Path path, @Nullable OwnedDirectory owner) throws IOException {
        BasicFileAttributes attributes = BackingFiles.attributes(path);
        this.path = path;
        this.size = attributes.size();
        this.time = attributes.lastModifiedTime();
        this.owner = owner;
    }

    /** See {@link DiskImage#of}. */
    public static StoredImage of(Path file) throws IOException {
        StoredImage image = new StoredImage(file, null);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.removeAll(WRITE)) {
            throw new IOException("The image " + file + " can be written; if nobody does so any more, call freeze");
        }
        return image;
    }

    /** See {@link DiskImage#freeze}. */
    public static StoredImage freeze(Path file) throws IOException {
        DiskClaim claim = DiskClaim.shared(file);
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.removeAll(WRITE)) {
                Files.setPosixFilePermissions(file, permissions);
            }
            return of(file);
        } finally {
            claim.close();
        }
    }

    /** What writes a new image. */
    @FunctionalInterface
    public interface Writing {
        void run(Flattening image) throws IOException, InterruptedException;
    }

    /** Makes an image that belongs to this program; if that fails, nothing is left of it. */
    public static StoredImage make(Writing writing) throws IOException, InterruptedException {
        return Interrupts.heed(() -> write(writing));
    }

    private static StoredImage write(Writing writing) throws IOException, InterruptedException {
        OwnedDirectory owner = OwnedDirectory.create(Directories.runtime());
        try {
            Path directory = Files.createDirectories(Directories.cache().resolve("snapshots"));
            Path file = directory.resolve(owner.name() + ".img");
            owner.own(file);
            try (Flattening image = Flattening.to(file, MODE)) {
                writing.run(image);
                image.publish();
            }
            StoredImage made = new StoredImage(file, owner);
            OwnedImages.add(made);
            return made;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            owner.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public ByteSize size() {
        return new ByteSize(size);
    }

    @Override
    public synchronized Lease acquire() throws IOException {
        requireOpen();
        BasicFileAttributes now = BackingFiles.attributes(path);
        if (now.size() != size || !now.lastModifiedTime().equals(time)) {
            throw new IOException("The image " + path + " was changed, which an image must not be; make it anew");
        }
        uses++;
        return new Use();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The image " + path + " was closed");
        }
    }

    /** One use. */
    private final class Use implements Lease {
        private final AtomicBoolean ended = new AtomicBoolean();

        @Override
        public Path path() {
            return path;
        }

        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                release();
            }
        }
    }

    private synchronized void release() {
        uses--;
        removeIfUnused();
    }

    @Override
    public DiskImage keep(Path target) throws IOException, InterruptedException {
        Path absolute = target.toAbsolutePath();
        try (Lease use = acquire()) {
            if (!link(use.path(), absolute)) {
                try (Flattening copy = Flattening.to(absolute, MODE)) {
                    copy.addBase(use.path());
                    copy.publish();
                }
            }
            return of(absolute);
        }
    }

    /** Gives the file another name, if it can have one there, and may: it must be as nobody can write it. */
    private static boolean link(Path file, Path target) throws FileAlreadyExistsException {
        try {
            if (!Files.getPosixFilePermissions(file).equals(PosixFilePermissions.fromString("r--r--r--"))) {
                return false;
            }
            Files.createLink(target, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            // On another file system, or one without links; the copy says what else is wrong.
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        removeIfUnused();
    }

    private void removeIfUnused() {
        if (closed && uses == 0) {
            remove();
        }
    }

    /** Removes the file if it is this program's, whoever uses it. */
    void remove() {
        if (owner != null) {
            OwnedImages.remove(this);
            owner.close();
        }
    }

    @Override
    public String toString() {
        return "image " + path;
    }
}
