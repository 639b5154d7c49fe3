package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Traces;
import io.umlmachine.image.internal.ext4.Ext4Disk;
import io.umlmachine.image.internal.ext4.Ext4Options;
import io.umlmachine.image.internal.ext4.Ext4Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes disks from trees, and keeps their file systems in order. The blocks of a disk are of 4 KiB: an overlay returns wrong
 * data for smaller ones, because the kernel reads a request from one of the two files.
 */
public final class FileSystem {

    /** Of e2fsck(8). */
    private static final int ERRORS_CORRECTED = 1;

    private static final String WORKING = "working.img";

    private FileSystem() {}

    /** Makes a disk that is to be changed yet: it is as large as the recipe says. */
    static Path makeWorking(GuestTree tree, ImageRecipe recipe, Epoch epoch, Creation creation) throws IOException {
        return make(tree, recipe, Optional.empty(), epoch, WORKING, creation);
    }

    /** Makes a disk of a system that is finished, no larger than needed if the recipe says so. */
    static Path makeFinal(GuestTree tree, ImageRecipe recipe, Epoch epoch, Creation creation) throws IOException {
        return make(tree, recipe, recipe.freeSpace(), epoch, "disk.img", creation);
    }

    /**
     * Makes a new disk with the files of one on which a machine worked, without the traces of that; the old one is removed.
     * The files of the recipe stay, whatever they are.
     *
     * @param disk not in use, and not called {@code disk.img}
     */
    static Path repack(Path disk, ImageRecipe recipe, Epoch epoch, Creation creation)
            throws IOException, InterruptedException {
        e2fsck(disk, creation, List.of("-fp"));
        Path repacked;
        try (Ext4Tree old = Ext4Tree.open(disk)) {
            GuestTree tree = new GuestTree(old.root(), epoch.seconds());
            Map<String, Node> wanted = wanted(recipe, tree);
            Traces.remove(tree, epoch);
            for (Map.Entry<String, Node> file : wanted.entrySet()) {
                tree.put(file.getKey(), file.getValue());
            }
            repacked = makeFinal(tree, recipe, epoch, creation);
        }
        Files.delete(disk);
        return repacked;
    }

    /**
     * Makes a disk to be changed, of the size that a disk had before it was shrunk to what it needs.
     *
     * @param disk stays as it is
     */
    public static Path enlarged(Path disk, ImageRecipe recipe, Creation creation) throws IOException {
        Epoch now = Epoch.of(Instant.now());
        try (Ext4Tree old = Ext4Tree.open(disk)) {
            return makeWorking(content(old, now), recipe, now, creation);
        }
    }

    /** Shrinks the disk that was made to be changed to what it needs; that one is removed. */
    public static Path fitted(ImageRecipe recipe, Creation creation) throws IOException, InterruptedException {
        Path working = creation.file(WORKING);
        e2fsck(working, creation, List.of("-fp"));
        Epoch now = Epoch.of(Instant.now());
        Path fitted;
        try (Ext4Tree old = Ext4Tree.open(working)) {
            fitted = makeFinal(content(old, now), recipe, now, creation);
        }
        Files.delete(working);
        return fitted;
    }

    /** What is in a disk, without what is its own. */
    private static GuestTree content(Ext4Tree disk, Epoch now) throws IOException {
        GuestTree tree = new GuestTree(disk.root(), now.seconds());
        tree.delete("/lost+found");
        return tree;
    }

    private static Map<String, Node> wanted(ImageRecipe recipe, GuestTree tree) throws IOException {
        Map<String, Node> wanted = new TreeMap<>();
        for (GuestFile file : recipe.files()) {
            Optional<Node> node = tree.find(file.path());
            // A script of the recipe may have removed it, or made a directory of it.
            if (node.isPresent() && !(node.get() instanceof Node.Directory)) {
                wanted.put(file.path(), node.get());
            }
        }
        return wanted;
    }

    private static Path make(
            GuestTree tree,
            ImageRecipe recipe,
            Optional<ByteSize> freeSpace,
            Epoch epoch,
            String name,
            Creation creation)
            throws IOException {
        Path disk = creation.file(name);
        Ext4Options options = Ext4Options.of(recipe.size(), freeSpace, epoch, recipe.digest());
        Ext4Disk.write(tree.root(), options, disk, creation::progress);
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
