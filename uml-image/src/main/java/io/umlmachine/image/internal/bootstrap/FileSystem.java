package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.ByteSize;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Traces;
import io.umlmachine.image.internal.ext4.Ext4Disk;
import io.umlmachine.image.internal.ext4.Ext4Options;
import io.umlmachine.image.internal.ext4.Ext4Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes disks from trees, and keeps their file systems in order. The blocks of a disk are of 4 KiB: an overlay returns wrong
 * data for smaller ones, because the kernel reads a request from one of the two files.
 */
public final class FileSystem {

    /** Of e2fsck(8). */
    private static final int ERRORS_CORRECTED = 1;

    private FileSystem() {}

    /** Makes a disk that is to be changed yet: it is as large as the recipe says. */
    static Path makeWorking(GuestTree tree, ImageRecipe recipe, Epoch epoch, Creation creation) throws IOException {
        return make(tree, recipe, Optional.empty(), epoch, creation.file("working.img"));
    }

    /** Makes a disk of a system that is finished, no larger than needed if the recipe says so. */
    static Path makeFinal(GuestTree tree, ImageRecipe recipe, Epoch epoch, Creation creation) throws IOException {
        return make(tree, recipe, recipe.freeSpace(), epoch, creation.file("disk.img"));
    }

    /**
     * Makes a new disk with the files of one on which a machine worked, without the traces of that; the old one is removed.
     *
     * @param disk not in use
     */
    static Path repack(Path disk, ImageRecipe recipe, Epoch epoch, Creation creation)
            throws IOException, InterruptedException {
        e2fsck(disk, creation, List.of("-fp"));
        Path repacked;
        try (Ext4Tree old = Ext4Tree.open(disk)) {
            GuestTree tree = new GuestTree(old.root(), epoch.seconds());
            Traces.remove(tree, epoch);
            repacked = makeFinal(tree, recipe, epoch, creation);
        }
        Files.delete(disk);
        return repacked;
    }

    private static Path make(GuestTree tree, ImageRecipe recipe, Optional<ByteSize> freeSpace, Epoch epoch, Path disk)
            throws IOException {
        Ext4Options options = Ext4Options.of(recipe.size(), freeSpace, epoch, recipe.digest());
        Ext4Disk.write(tree.root(), options, disk);
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
