package io.umlmachine.samples.benchmarks;

import io.umlmachine.CpuPlacement;
import io.umlmachine.UmlMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A large file into a machine and out of it. */
final class CopyBenchmark {

    private static final int MEGABYTE = 1_000_000;
    private static final int MEGABYTES = 200;

    private final Path image;
    private final CpuPlacement placement;

    CopyBenchmark(Path image, CpuPlacement placement) {
        this.image = image;
        this.placement = placement;
    }

    List<Row> run(int rounds) throws IOException, InterruptedException {
        Series in = new Series();
        Series out = new Series();
        Path source = random();
        Path target = source.resolveSibling(source.getFileName() + ".out");
        try (UmlMachine machine =
                UmlMachine.builder().image(image).placement(placement).boot()) {
            for (int round = 0; round < rounds; round++) {
                in.add(Benchmarks.time(() -> machine.copyIn(source, "/root/file")));
                out.add(Benchmarks.time(() -> machine.copyOut("/root/file", target)));
            }
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(target);
        }
        long bytes = (long) MEGABYTES * MEGABYTE;
        return List.of(
                Row.rate("copyIn of " + MEGABYTES + " MB", in, bytes, "≥ 150 MB/s"),
                Row.rate("copyOut of " + MEGABYTES + " MB", out, bytes, "≥ 150 MB/s"));
    }

    /** Random bytes, so that no layer finds holes to skip. */
    private static Path random() throws IOException {
        Path file = Files.createTempFile("copy", ".bin");
        byte[] block = new byte[MEGABYTE];
        new Random(1).nextBytes(block);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEGABYTES; i++) {
                out.write(block);
            }
        }
        return file;
    }
}
