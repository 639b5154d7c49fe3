package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.unix.DataExtents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Hostile archives, unpacked beside a tree that must stay as it is. With {@code -Dumlmachine.fuzz.minutes=N} one test goes
 * on for so long; a failure names its seed.
 */
class TarFuzzTest {

    /** What one unpacking may allocate: buffers, and the path of the moment a few times. */
    private static final long MEMORY_LIMIT = 64 << 20;

    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("umlmachine.fuzz.minutes", 0));

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void anArchiveOfLiesReachesNothingOutside(@ForAll long seed) throws IOException {
        unpack(outside -> new HostileArchive(seed, outside).make(), "seed " + seed);
    }

    @Property(tries = 200)
    void randomBytesAreAnError(@ForAll @Size(max = 2000) byte[] bytes) throws IOException {
        unpack(outside -> bytes, "bytes");
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void aDamagedArchiveOfTheHostsTarReachesNothingOutside(@ForAll long seed) throws Exception {
        unpack(outside -> damaged(seed), "seed " + seed);
    }

    @Test
    void fuzzingGoesOnForAsLongAsItIsAskedTo() throws Exception {
        long end = System.nanoTime() + LENGTH.toNanos();
        for (long seed = new Random().nextLong(); System.nanoTime() < end; seed++) {
            long current = seed;
            unpack(outside -> new HostileArchive(current, outside).make(), "hostile, seed " + current);
            unpack(outside -> damaged(current), "damaged, seed " + current);
        }
    }

    @Test
    void aMapOfABillionExtentsTakesNoMemory() throws IOException {
        // As many as there is room for, and a count that says more.
        StringBuilder map = new StringBuilder("1000000000\n");
        for (int i = 0; i < 200_000; i++) {
            map.append("0\n0\n");
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        sparse(archive, "1", map.toString());
        assertThatThrownBy(() -> unpackAlone(archive.toByteArray())).hasMessageContaining("map");
        unpack(outside -> archive.toByteArray(), "a billion extents");
    }

    @Test
    void aFileOfTwoToThe60BytesTakesNoDisk() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        sparse(archive, Long.toString(1L << 60), "1\n" + (1L << 60) + "\n0\n");
        archive.writeBytes(new byte[1024]);
        unpack(outside -> archive.toByteArray(), "2^60");
    }

    @Test
    void aMillionDirectoriesAreNotRemembered() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        for (int i = 0; i < 5_000; i++) {
            archive.writeBytes(header("t/" + (i % 7) + "/", '5', 0));
            archive.writeBytes(header(i % 2 == 0 ? "t/" : "./t/", '5', 0));
        }
        archive.writeBytes(new byte[1024]);
        unpack(outside -> archive.toByteArray(), "directories");
    }

    private static void sparse(ByteArrayOutputStream archive, String size, String map) {
        PaxRecords records = new PaxRecords();
        records.put("GNU.sparse.major", 1);
        records.put("GNU.sparse.minor", 0);
        records.put("GNU.sparse.name", "t".getBytes(StandardCharsets.US_ASCII));
        records.put("GNU.sparse.realsize", size.getBytes(StandardCharsets.US_ASCII));
        byte[] extended = records.encode();
        archive.writeBytes(header("x", 'x', extended.length));
        archive.writeBytes(Arrays.copyOf(extended, (int) TarFormat.blocks(extended.length)));
        byte[] content = map.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(content, (int) TarFormat.blocks(content.length));
        archive.writeBytes(header("x", '0', whole.length));
        archive.writeBytes(whole);
    }

    private static byte[] header(String name, char type, int size) {
        byte[] header = new byte[TarFormat.BLOCK];
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, 0, bytes.length);
        TarFormat.putOctal(header, TarFormat.MODE, 8, 0755);
        TarFormat.putOctal(header, TarFormat.SIZE, 12, size);
        header[TarFormat.TYPE] = (byte) type;
        TarFormat.putOctal(header, TarFormat.CHECKSUM, 7, TarFormat.checksum(header));
        return header;
    }

    private interface Maker {
        byte[] make(Path outside) throws IOException;
    }

    private static void unpackAlone(byte[] bytes) throws IOException {
        Path root = Files.createTempDirectory("fuzz");
        try {
            Path archive = Files.write(root.resolve("archive"), bytes);
            TreeExtractor.extract(archive, bytes.length, "t", root.resolve("target"));
        } finally {
            FileTrees.remove(root);
        }
    }

    private static void unpack(Maker maker, String which) throws IOException {
        Path root = Files.createTempDirectory("fuzz");
        try {
            Path outside = Files.createDirectory(root.resolve("outside"));
            Files.writeString(outside.resolve("file"), "precious");
            Files.createDirectory(outside.resolve("directory"));
            Path inside = Files.createDirectory(root.resolve("inside"));
            Path target = inside.resolve("target");
            byte[] bytes = maker.make(outside);
            if (bytes.length % 2 == 0) {
                // What the caller already has at the target leads outside.
                Files.createDirectory(target);
                Files.createSymbolicLink(target.resolve("link"), outside);
                Files.createSymbolicLink(target.resolve("a"), outside.resolve("file"));
            }
            Path archive = Files.write(inside.resolve("archive"), bytes);
            Map<String, String> before = snapshot(root, target);

            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            long begin = System.nanoTime();
            String outcome = "unpacked";
            try {
                TreeExtractor.extract(archive, bytes.length, "t", target);
            } catch (IOException e) {
                outcome = e.toString();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(which, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(which).isLessThan(TIME_LIMIT);
            assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated)
                    .as(which)
                    .isLessThan(MEMORY_LIMIT);
            assertThat(snapshot(root, target)).as(which + ": " + outcome).isEqualTo(before);
            assertThat(dataBelow(target)).as(which).isLessThanOrEqualTo(bytes.length);
        } finally {
            FileTrees.remove(root);
        }
    }

    /** Everything but what is in the target. */
    private static Map<String, String> snapshot(Path root, Path target) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(path -> !path.startsWith(target))::iterator) {
                Map<String, Object> unix =
                        Files.readAttributes(path, "unix:mode,nlink,size,ino", LinkOption.NOFOLLOW_LINKS);
                boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
                // The parent of the target may get it as a new entry, and nothing else.
                boolean parent = path.equals(target.getParent());
                all.put(
                        path.toString(),
                        parent
                                ? unix.get("mode") + ""
                                : unix + " " + Files.getLastModifiedTime(path)
                                        + (file ? Arrays.hashCode(Files.readAllBytes(path)) : ""));
            }
        }
        return all;
    }

    private static long dataBelow(Path target) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        letRead(target);
        Map<FileFacts.Identity, Long> data = new HashMap<>();
        try (Stream<Path> paths = Files.walk(target)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                FileFacts facts = FileFacts.of(path);
                if (facts.type() == TarEntry.Type.FILE) {
                    // Whole pages are what file systems give out.
                    long pages = DataExtents.of(path, facts.size()).stream()
                            .mapToLong(extent -> Math.max(0, extent.length() - 2 * 4096))
                            .sum();
                    data.put(facts.identity(), pages);
                }
            }
        }
        return data.values().stream().mapToLong(Long::longValue).sum();
    }

    /** An archive may forbid its owner to read what it brings, which root does not notice. */
    private static void letRead(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    letRead(child);
                }
            }
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static byte[] damaged(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] archive = Honest.ARCHIVE.clone();
        for (int i = random.nextInt(20); i >= 0; i--) {
            int at = random.nextInt(archive.length);
            switch (random.nextInt(3)) {
                case 0 -> archive[at] = (byte) random.nextInt();
                case 1 -> archive[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    // A piece of it again somewhere else.
                    int from = random.nextInt(archive.length);
                    int length = Math.min(random.nextInt(2000), archive.length - Math.max(at, from));
                    System.arraycopy(archive, from, archive, at, length);
                }
            }
        }
        for (int at = 0; at + TarFormat.BLOCK <= archive.length && random.nextInt(4) > 0; at += TarFormat.BLOCK) {
            byte[] header = Arrays.copyOfRange(archive, at, at + TarFormat.BLOCK);
            if (header[TarFormat.MAGIC] == 'u') {
                TarFormat.putOctal(header, TarFormat.CHECKSUM, 7, TarFormat.checksum(header));
                System.arraycopy(header, 0, archive, at, TarFormat.BLOCK);
            }
        }
        return archive;
    }

    /** What a guest's tar sends of a tree with a bit of everything. */
    private static final class Honest {
        static final byte[] ARCHIVE = make();

        private static byte[] make() {
            try {
                Path root = Files.createTempDirectory("fuzz");
                try {
                    HostTrees.run(root, "sh", "-c", """
                            mkdir t t/a t/a/deep && echo content >t/a/file && ln t/a/file t/b && ln -s a/file t/c
                            truncate -s 1M t/holes && echo middle | dd of=t/holes bs=1 seek=500000 conv=notrunc status=none
                            touch "t/a/deep/$(head -c 200 /dev/zero | tr '\\0' y)" && mkfifo t/pipe
                            tar --create --format=posix --sparse --file=archive ./t
                            """);
                    return Files.readAllBytes(root.resolve("archive"));
                } finally {
                    FileTrees.remove(root);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
