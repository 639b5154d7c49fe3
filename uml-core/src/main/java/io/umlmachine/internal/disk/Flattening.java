package io.umlmachine.internal.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes one new image of a base and what an overlay changed in it. The image appears when it is complete; nothing is left
 * of one that is not. Each step can be interrupted. For one thread.
 */
public final class Flattening implements AutoCloseable {

    private final NewFile target;
    private final RangeCopy copy = new RangeCopy(RangeCopy.Checkpoint.INTERRUPTIBLE);

    private Flattening(NewFile target) {
        this.target = target;
    }

    /**
     * Starts an image.
     *
     * @param target its file to be
     * @param mode the file's mode
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    public static Flattening to(Path target, int mode) throws IOException {
        NewFile.requireFree(target);
        return new Flattening(NewFile.at(target, mode));
    }

    /** Copies the base, or lets the image share its blocks where the file system can. The first step. */
    public void addBase(Path base) throws IOException, InterruptedException {
        try (DiskFile source = DiskFile.read(base)) {
            copy.copyAll(source, target.file());
        }
    }

    /** Copies what an overlay of the same base changed; its header and its backing file are not looked at again. */
    public void addChanges(Path overlay, CowHeader header) throws IOException, InterruptedException {
        try (DiskFile source = DiskFile.read(overlay)) {
            addChanges(source, header, target.file(), copy);
        }
    }

    static void addChanges(DiskFile overlay, CowHeader header, DiskFile target, RangeCopy copy)
            throws IOException, InterruptedException {
        long fileSize = overlay.size();
        CowBitmap.forEach(overlay, header, (first, count) -> {
            long start = first * header.sectorSize();
            // The last sector may be cut short.
            long length = Math.min((first + count) * header.sectorSize(), header.size()) - start;
            long from = header.dataOffset() + start;
            if (from + length > fileSize) {
                throw DiskFile.truncated(overlay.path(), from + length);
            }
            copy.copy(overlay, from, target, start, length, true);
        });
    }

    /** Lets the image appear. */
    public void publish() throws IOException {
        target.publish();
    }

    @Override
    public void close() throws IOException {
        copy.close();
        target.close();
    }
}
