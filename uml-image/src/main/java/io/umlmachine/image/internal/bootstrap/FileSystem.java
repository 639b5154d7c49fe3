package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.ImageRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a disk from a tree, and keeps its file system in order. */
public final class FileSystem {

    /** Of e2fsck(8). */
    private static final int ERRORS_CORRECTED = 1;

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

    /** Finds nothing wrong with a disk, or fails. */
    static void check(Path disk, Creation creation) throws IOException, InterruptedException {
        creation.run(List.of(Tools.path("e2fsck"), "-fn", disk.toString()));
    }

    /**
     * Does what the next mount would do: replays the journal, and frees the files that were open when the machine went
     * down, such as libraries that an upgrade replaced. Once here, and not in every overlay anew. What is free becomes a hole
     * of the file.
     */
    public static void settle(Path disk, Creation creation) throws IOException, InterruptedException {
        e2fsck(disk, creation, List.of("-fp"));
        // By itself: once it has changed anything, it discards nothing.
        e2fsck(disk, creation, List.of("-fp", "-E", "discard"));
    }

    private static void e2fsck(Path disk, Creation creation, List<String> options)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Tools.path("e2fsck")));
        words.addAll(options);
        words.add(disk.toString());
        creation.run(words, Set.of(0, ERRORS_CORRECTED));
    }
}
