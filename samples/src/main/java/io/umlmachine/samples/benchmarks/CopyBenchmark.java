package io.umlmachine.samples.benchmarks;

import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A large file into a machine and out of it, and a tree of many small ones. */
final class CopyBenchmark implements Benchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final int MEGABYTES = 200;
    private static final int DIRECTORIES = 50;
    private static final int FILES = 2_000;
    private static final String FILE_IN = "copyIn of " + MEGABYTES + " MB";
    private static final String FILE_OUT = "copyOut of " + MEGABYTES + " MB";
    private static final String TREE_IN = "copyIn of " + FILES + " small files";
    private static final String TREE_OUT = "copyOut of " + FILES + " small files";

    @Override
    public List<String> names() {
        return List.of(FILE_IN, FILE_OUT, TREE_IN, TREE_OUT);
    }

    @Override
    public List<Row> run(Setup setup, int rounds) throws IOException, InterruptedException {
        Series in = new Series();
        Series out = new Series();
        Series treeIn = new Series();
        Series treeOut = new Series();
        try (Scratch scratch = Scratch.create();
                UmlMachine machine = setup.machine().boot()) {
            Path file = random(scratch.resolve("file"));
            Path tree = tree(scratch.resolve("tree"));
            for (int round = 0; round < rounds; round++) {
                in.time(() -> machine.copyIn(file, "/root/file"));
                out.time(() -> machine.copyOut("/root/file", scratch.resolve("file-out")));
                String guestTree = "/root/tree" + round;
                Path treeTarget = scratch.resolve("tree-out" + round);
                treeIn.time(() -> machine.copyIn(tree, guestTree));
                treeOut.time(() -> machine.copyOut(guestTree, treeTarget));
            }
        }
        long bytes = (long) MEGABYTES * MEGABYTE;
        return List.of(
                Row.rate(FILE_IN, in, bytes, Target.atLeast(150, " MB/s")),
                Row.rate(FILE_OUT, out, bytes, Target.atLeast(150, " MB/s")),
                Row.count(TREE_IN, treeIn, FILES, "files"),
                Row.count(TREE_OUT, treeOut, FILES, "files"));
    }

    /** Random bytes, so that no layer finds holes to skip. */
    private static Path random(Path file) throws IOException {
        byte[] block = new byte[MEGABYTE];
        new Random(1).nextBytes(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(block);
            }
        }
        return file;
    }

    private static Path tree(Path root) throws IOException {
        for (int number = 0; number < FILES; number++) {
            Path directory = Files.createDirectories(root.resolve("directory-" + number % DIRECTORIES));
            Files.writeString(directory.resolve("file-" + number), "small ".repeat(number % 300));
        }
        return root;
    }
}
