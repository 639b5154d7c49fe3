package io.umlmachine.internal.disk;

import io.umlmachine.BackingMismatchException;
import io.umlmachine.CowFile;
import io.umlmachine.CowFormatException;
import io.umlmachine.SectorRange;
import io.umlmachine.internal.unix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** Makes, reads, merges and rewrites overlays. Thread-safe: each call opens what it needs, and locks it. */
public final class Overlay {

    private static final int MODE = 0644;

    private Overlay() {}

    /** Reads and checks a header. */
    public static CowHeader header(Path overlay) throws IOException {
        if (Files.exists(overlay) && !Files.isRegularFile(overlay)) {
            throw new CowFormatException(overlay, "is no regular file");
        }
        try (DiskFile file = DiskFile.read(overlay)) {
            return CowHeader.parse(overlay, file.read(0, CowHeader.MAX_LENGTH), file.size());
        }
    }

    /** The path of the backing file that a header names. */
    public static Path backing(CowHeader header) {
        return PathBytes.toPath(header.backing());
    }

    /** Whether the backing file is still what a header says of it. */
    public static CowFile.Backing check(CowHeader header) throws IOException {
        return BackingFiles.check(header, backing(header));
    }

    /** Whether a file is what a header says of its backing file, wherever it is. */
    public static CowFile.Backing check(CowHeader header, Path image) throws IOException {
        return BackingFiles.check(header, image);
    }

    /** Makes an overlay without changes. */
    public static void create(Path overlay, Path backing, boolean replace) throws IOException {
        Path absolute = BackingFiles.absolute(backing);
        BasicFileAttributes attributes = BackingFiles.attributes(backing);
        byte[] path = PathBytes.of(absolute);
        CowHeader header = CowHeader.v3(path, BackingFiles.mtime(attributes), attributes.size());
        if (!header.canHold(path)) {
            throw new CowFormatException(
                    overlay, "cannot hold the backing file's path, which is too long: " + absolute);
        }
        if (!replace) {
            NewFile.requireFree(overlay);
            write(header, overlay, false);
        } else if (!Files.exists(overlay)) {
            write(header, overlay, true);
        } else {
            if (Files.isSameFile(overlay, backing)) {
                throw new IllegalArgumentException("An overlay cannot replace its own backing file " + backing);
            }
            try (DiskFile old = DiskFile.write(overlay)) {
                DiskClaim.lock(old, true);
                write(header, overlay.toRealPath(), true);
            }
        }
    }

    private static void write(CowHeader header, Path overlay, boolean replace) throws IOException {
        try (NewFile file = NewFile.at(overlay, MODE)) {
            file.file().write(0, header.encode());
            file.file().truncate(header.dataOffset() + header.size());
            if (replace) {
                file.publishReplacing();
            } else {
                file.publish();
            }
        }
    }

    /** Tells the changed sectors. */
    public static void changes(Path overlay, CowHeader header, Consumer<SectorRange> action) throws IOException {
        try (DiskFile file = DiskFile.read(overlay)) {
            CowBitmap.forEach(file, header, (first, count) -> action.accept(new SectorRange(first, count)));
        } catch (InterruptedException e) {
            throw new AssertionError("Nothing here waits", e);
        }
    }

    /** Makes a new image of the backing file and the changes. */
    public static void merge(Path overlay, CowHeader header, Path target) throws IOException, InterruptedException {
        requireBacking(overlay, header);
        try (DiskFile file = DiskFile.read(overlay)) {
            DiskClaim.lock(file, false);
            try (Flattening image = Flattening.to(target, MODE)) {
                image.addBase(backing(header));
                image.addChanges(overlay, header);
                image.publish();
            }
        }
    }

    /** Writes the changes into the backing file. */
    public static void mergeInPlace(Path overlay, CowHeader header) throws IOException {
        requireBacking(overlay, header);
        try (DiskFile file = DiskFile.read(overlay);
                DiskFile base = DiskFile.write(backing(header));
                RangeCopy copy = new RangeCopy(() -> {})) {
            DiskClaim.lock(file, false);
            DiskClaim.lock(base, true);
            Flattening.addChanges(file, header, base, copy);
        } catch (InterruptedException e) {
            throw new AssertionError("This copy is not interruptible", e);
        }
    }

    /** Names another backing file, whose contents are the same. */
    public static void rebase(Path overlay, CowHeader header, Path backing, boolean verify)
            throws IOException, InterruptedException {
        Path absolute = BackingFiles.absolute(backing);
        BasicFileAttributes attributes = BackingFiles.attributes(backing);
        if (attributes.size() != header.size()) {
            throw new BackingMismatchException(overlay, backing, CowFile.Backing.SIZE_DIFFERS);
        }
        // The kernel takes a file of the recorded size and time for the recorded one, and no file is safer than that.
        if (verify && BackingFiles.mtime(attributes) != header.mtime()) {
            requireBacking(overlay, header);
            if (!DiskComparison.same(backing(header), backing)) {
                throw new BackingMismatchException(overlay, backing, CowFile.Backing.CONTENTS_DIFFER);
            }
        }
        CowHeader changed = header.withBacking(PathBytes.of(absolute), BackingFiles.mtime(attributes));
        if (!changed.canHold(changed.backing())) {
            throw new CowFormatException(
                    overlay, "cannot hold the backing file's path, which is too long: " + absolute);
        }
        try (DiskFile file = DiskFile.write(overlay)) {
            DiskClaim.lock(file, true);
            CowHeader now = CowHeader.parse(overlay, file.read(0, CowHeader.MAX_LENGTH), file.size());
            if (!now.equals(header)) {
                throw new IOException(overlay + " was changed meanwhile; open it again");
            }
            file.write(0, changed.encode());
        }
    }

    /** Fails unless the backing file is what the header says. */
    public static void requireBacking(Path overlay, CowHeader header) throws IOException {
        CowFile.Backing state = check(header);
        if (state != CowFile.Backing.MATCHES) {
            throw new BackingMismatchException(overlay, backing(header), state);
        }
    }
}
