package io.umlmachine.image.internal.store;

import io.umlmachine.internal.unix.AllocatedSize;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files take of their file system; files that go while they are looked at take nothing. Thread-safe. */
final class DiskUse {

    private static final Logger LOG = LoggerFactory.getLogger(DiskUse.class);

    private DiskUse() {}

    /** A file, or nothing in its place. */
    static long ofFile(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? AllocatedSize.of(file) : 0;
        } catch (IOException e) {
            LOG.debug("Counted for nothing: {}", e.toString());
            return 0;
        }
    }

    /** All of a generation. */
    static long of(Generation generation) {
        return ofFile(generation.image())
                + ofFile(generation.gone())
                + ofFile(generation.manifest())
                + ofFile(generation.use());
    }

    /** The files of a tree, or nothing in its place; what this user cannot read is not counted. */
    static long ofTree(Path tree) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    sum[0] += ofFile(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum[0];
    }
}
