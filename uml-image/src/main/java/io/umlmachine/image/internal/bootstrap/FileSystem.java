package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.ImageRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes a disk from a tree. */
final class FileSystem {

    private FileSystem() {}

    /**
     * Makes an ext4 file system in a sparse file. Its blocks are of 4 KiB: an overlay returns wrong data for smaller ones,
     * because the kernel reads a request from one of the two files.
     */
    static Path make(Path tree, ImageRecipe recipe, Fakeroot fakeroot, Creation creation)
            throws IOException, InterruptedException {
        Path disk = creation.file("disk.img");
        fakeroot.run(List.of(
                Tools.path("mke2fs"),
                "-q",
                "-t",
                "ext4",
                "-b",
                "4096",
                // Nothing is to be written by the kernel later, into each overlay anew; and no blocks are only root's.
                "-E",
                "root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0",
                "-m",
                "0",
                "-d",
                tree.toString(),
                disk.toString(),
                recipe.size().bytes() / 1024 + "k"));
        return disk;
    }
}
