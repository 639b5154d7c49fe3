package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.MachineImage;
import io.umlmachine.image.DebianImage;
import io.umlmachine.internal.host.OwnedDirectory;
import io.umlmachine.internal.host.Sweeper;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Makes the base image of a configuration. */
public final class Creation {

    private static final int BLOCK = 64 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(BLOCK).asReadOnlyBuffer();

    private Creation() {}

    /** Makes a new generation in the image store, and copies it to the file that the configuration names. */
    public static void create(PbuilderConfig config, Consumer<String> onProgress)
            throws IOException, InterruptedException {
        DebianImage image = new Machines(config).stored(onProgress);
        image.create();
        if (config.image().isPresent()) {
            Path target = config.image().get();
            onProgress.accept("Copying the image to " + target);
            try (MachineImage.Lease lease = image.acquire()) {
                publish(lease.path(), target);
            }
        }
    }

    /** The copy appears whole, and never under a machine that uses the old one: that one keeps its file. */
    private static void publish(Path image, Path target) throws IOException {
        Path directory = target.getParent();
        Files.createDirectories(directory);
        Sweeper.sweep(directory);
        try (OwnedDirectory owned = OwnedDirectory.create(directory)) {
            Path copy = owned.path().resolve("image");
            copySparse(image, copy);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Copies a file and leaves holes where it is zero: most of an image is. */
    private static void copySparse(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            long position = 0;
            while (in.read(block.clear()) >= 0) {
                block.flip();
                int length = block.remaining();
                boolean last = position + length == in.size();
                if (last || !block.equals(ZEROS.duplicate().limit(length))) {
                    out.write(block, position);
                }
                position += length;
            }
        }
    }
}
