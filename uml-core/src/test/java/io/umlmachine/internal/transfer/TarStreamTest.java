package io.umlmachine.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.internal.unix.DataExtents;
import io.umlmachine.internal.unix.Extent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarStreamTest {

    private static final int SIZE = 5 << 20;

    @TempDir
    Path directory;

    @Test
    void whatTheWriterWritesComesOutAgain() throws Exception {
        Path disk = disk(directory.resolve("disk"));
        byte[] archive = archive(disk);

        TarStream tar = new TarStream(new ByteArrayInputStream(archive));
        assertThat(name(tar.next())).isEqualTo("first");
        assertThat(tar.content(100)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(name(tar.next())).isEqualTo("left out");
        TarEntry entry = tar.next();
        assertThat(name(entry)).isEqualTo("disk");
        assertThat(entry.size()).isEqualTo(SIZE);
        Path copy = copy(tar, directory.resolve("copy"));
        assertThat(tar.next()).isNull();
        tar.requireNothingMore();

        byte[] expected = Files.readAllBytes(disk);
        assertThat(Arrays.copyOf(Files.readAllBytes(copy), SIZE)).isEqualTo(expected);
        assertThat(DataExtents.of(copy, Files.size(copy))).hasSameSizeAs(DataExtents.of(disk, SIZE));
        assertThat(archive(disk)).as("the same bytes again").isEqualTo(archive);
    }

    @Test
    void gnuTarListsUnpacksAndWritesTheSame() throws Exception {
        Path disk = disk(directory.resolve("disk"));
        Path archive = Files.write(directory.resolve("a.tar"), archive(disk));
        assertThat(run("tar", "-tf", archive.toString())).isEqualTo("first\nleft out\ndisk\n");
        Path target = Files.createDirectory(directory.resolve("target"));
        run("tar", "-xf", archive.toString(), "-C", target.toString());
        assertThat(target.resolve("disk")).hasSameBinaryContentAs(disk);

        Path theirs = directory.resolve("b.tar");
        run("tar", "--format=posix", "--sparse", "-cf", theirs.toString(), "-C", target.toString(), "first", "disk");
        try (InputStream in = Files.newInputStream(theirs)) {
            TarStream tar = new TarStream(in);
            assertThat(name(tar.next())).isEqualTo("first");
            assertThat(name(tar.next())).isEqualTo("disk");
            Path copy = copy(tar, directory.resolve("copy"));
            assertThat(tar.next()).isNull();
            tar.requireNothingMore();
            assertThat(Arrays.copyOf(Files.readAllBytes(copy), SIZE)).isEqualTo(Files.readAllBytes(disk));
        }
    }

    @Test
    void whatFollowsBehindTheEndIsFound() throws Exception {
        byte[] archive = archive(disk(directory.resolve("disk")));
        for (byte[] more : List.of(new byte[] {0}, new byte[] {1}, new byte[1025], archive)) {
            byte[] longer = Arrays.copyOf(archive, archive.length + more.length);
            System.arraycopy(more, 0, longer, archive.length, more.length);
            TarStream tar = new TarStream(new ByteArrayInputStream(longer));
            while (tar.next() != null) {
                // To the end.
            }
            assertThatThrownBy(tar::requireNothingMore)
                    .isInstanceOf(DamagedArchiveException.class)
                    .hasMessageContaining("behind its end");
        }
    }

    @Test
    void anArchiveThatEndsAnywhereTooEarlyIsDamaged() throws Exception {
        byte[] archive = archive(disk(directory.resolve("disk")));
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            // The end are two blocks; with one of them nothing is missing.
            byte[] shorter = Arrays.copyOf(archive, random.nextInt(archive.length - 1024));
            assertThatThrownBy(() -> readAll(shorter)).isInstanceOf(DamagedArchiveException.class);
        }
    }

    @Test
    void aSmallFileThatIsLargeIsNotRead() throws Exception {
        TarStream tar = new TarStream(new ByteArrayInputStream(archive(disk(directory.resolve("disk")))));
        tar.next();
        assertThatThrownBy(() -> tar.content(2))
                .isInstanceOf(DamagedArchiveException.class)
                .hasMessageContaining("3 bytes where at most 2");
    }

    @Property(tries = 2000)
    void damageAnywhereIsAnErrorOrOtherContent(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("tar");
        try {
            byte[] archive = smallArchive(directory.resolve("disk"));
            for (int i = random.nextInt(4); i >= 0; i--) {
                int header = random.nextInt(archive.length / 512) * 512;
                int at = random.nextBoolean() ? random.nextInt(archive.length) : header + random.nextInt(512);
                archive[at] =
                        (byte) (random.nextBoolean() ? "0123456789\n\0x".charAt(random.nextInt(13)) : random.nextInt());
                repairChecksum(archive, header);
            }
            readAll(archive);
        } catch (DamagedArchiveException e) {
            assertThat(e).hasMessageStartingWith("The archive is damaged: ");
        } finally {
            FileTrees.remove(directory);
        }
    }

    /** So that it is read beyond. */
    private static void repairChecksum(byte[] archive, int at) {
        byte[] header = Arrays.copyOfRange(archive, at, at + 512);
        TarFormat.putOctal(header, TarFormat.CHECKSUM, 7, TarFormat.checksum(header));
        System.arraycopy(header, 0, archive, at, 512);
    }

    private static void readAll(byte[] archive) throws IOException {
        Path out = Files.createTempFile("tar", "");
        try {
            TarStream tar = new TarStream(new ByteArrayInputStream(archive));
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                assertThat(entry.name()).hasSizeLessThan(1 << 16);
                if (name(entry).equals("first")) {
                    tar.content(1 << 16);
                } else if (entry.size() <= SIZE) {
                    copy(tar, out);
                    assertThat(Files.size(out)).isLessThanOrEqualTo(Math.max(SIZE, entry.size()));
                }
            }
            tar.requireNothingMore();
        } finally {
            Files.delete(out);
        }
    }

    private static Path disk(Path file) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(SIZE);
            byte[] random = new byte[700_000];
            new Random(1).nextBytes(random);
            disk.seek(1 << 20);
            disk.write(random);
            disk.seek(3 << 20);
            disk.write("data".getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }

    private static byte[] archive(Path disk) throws IOException {
        try (FileChannel content = FileChannel.open(disk, StandardOpenOption.READ)) {
            return archive(content, SIZE, DataExtents.of(disk, SIZE));
        }
    }

    private static byte[] smallArchive(Path disk) throws IOException {
        Files.write(disk, new byte[20_000]);
        try (FileChannel content = FileChannel.open(disk, StandardOpenOption.READ)) {
            return archive(content, 20_000, List.of(new Extent(4096, 1000), new Extent(8192, 512)));
        }
    }

    private static byte[] archive(FileChannel content, long size, List<Extent> data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarWriter writer = new TarWriter(Channels.newChannel(bytes));
        writer.addFile(entry("first", 3), new byte[] {1, 2, 3});
        writer.addFile(entry("left out", 600), new byte[600]);
        writer.addFile(entry("disk", size), content, data);
        writer.finish();
        return bytes.toByteArray();
    }

    private static TarEntry entry(String name, long size) {
        return new TarEntry(
                TarEntry.Type.FILE,
                name.getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                0444,
                0,
                0,
                Instant.EPOCH,
                size);
    }

    private static String name(TarEntry entry) {
        return new String(entry.name(), StandardCharsets.ISO_8859_1);
    }

    private static Path copy(TarStream tar, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            tar.copyTo(out);
        }
        return file;
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
