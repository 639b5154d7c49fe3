package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.testing.Fuzz;
import io.umlmachine.testing.SyntheticOverlay;
import io.umlmachine.testing.SyntheticOverlay.Layout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.apache.commons.io.FileUtils;

/** What holds for overlays of every size, with every change, and for damaged ones. */
class CowFilePropertyTest {

    private Path directory;

    @BeforeProperty
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("cow-property").toRealPath();
    }

    @AfterProperty
    void removeDirectory() throws IOException {
        FileUtils.deleteDirectory(directory.toFile());
    }

    @Property(tries = 200)
    void whatIsCreatedIsWhatIsInspected(
            @ForAll @LongRange(min = 1, max = 1L << 43) long size,
            @ForAll @LongRange(min = 0, max = 0xffffffffL) long time)
            throws IOException {
        Path base = directory.resolve("base");
        try (RandomAccessFile file = new RandomAccessFile(base.toFile(), "rw")) {
            file.setLength(size);
        }
        Files.setLastModifiedTime(base, FileTime.from(Instant.ofEpochSecond(time)));
        // A file system may not keep times this far.
        Instant kept = Files.getLastModifiedTime(base).toInstant();
        CowFile cow = CowFile.createReplacing(directory.resolve("cow"), base);
        assertThat(cow.size().bytes()).isEqualTo(size);
        assertThat(cow.backingTime()).isEqualTo(kept);
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.MATCHES);
        assertThat(cow.backingFile()).isEqualTo(base);
        assertThat(cow.changedSectors()).isZero();
        assertThat(cow.dataOffset() % 4096).isZero();
        assertThat(cow.dataOffset()).isGreaterThanOrEqualTo(8192 + (size + 4095) / 4096);
        assertThat(Files.size(cow.path())).isEqualTo(cow.dataOffset() + size);
    }

    @Property(tries = 300)
    void aMergeIsWhatTheDiskHeld(
            @ForAll Layout layout,
            @ForAll @IntRange(min = 1, max = 200_000) int size,
            @ForAll @IntRange(min = 0, max = 60) int writes,
            @ForAll Random random)
            throws Exception {
        // Versions 1 and 2 have bits for whole bytes of sectors only.
        int length = layout == Layout.V3 || layout == Layout.V3_UNPACKED ? size : (size + 4095) / 4096 * 4096;
        byte[] disk = new byte[length];
        random.nextBytes(disk);
        Path base = directory.resolve("base");
        Files.write(base, disk);
        BitSet changed = new BitSet();
        int sectors = (length + 511) / 512;
        for (int i = 0; i < writes; i++) {
            int first = random.nextInt(sectors);
            int count = 1 + random.nextInt(Math.min(20, sectors - first));
            changed.set(first, first + count);
            for (int at = first * 512; at < Math.min((first + count) * 512, length); at++) {
                disk[at] = (byte) random.nextInt(3);
            }
        }
        Path overlay = directory.resolve("cow");
        Path merged = directory.resolve("merged");
        Files.deleteIfExists(overlay);
        Files.deleteIfExists(merged);
        SyntheticOverlay.write(overlay, layout, base, 512, changed, disk);
        CowFile cow = CowFile.open(overlay);
        BitSet seen = new BitSet();
        cow.changedRanges(range -> {
            assertThat(seen.get((int) range.first()))
                    .as("ranges neither overlap nor touch")
                    .isFalse();
            assertThat(range.first() == 0 || !seen.get((int) range.first() - 1)).isTrue();
            seen.set((int) range.first(), (int) (range.first() + range.count()));
        });
        assertThat(seen).isEqualTo(changed);
        assertThat(cow.changedSectors()).isEqualTo(changed.cardinality());
        cow.merge(merged);
        assertThat(Files.readAllBytes(merged)).isEqualTo(disk);
        cow.mergeInPlace();
        assertThat(Files.readAllBytes(base)).isEqualTo(disk);
    }

    @Example
    void damagedOverlaysLeadToIoExceptionsOnly() throws IOException, InterruptedException {
        byte[] disk = new byte[64 * 512];
        Path base = Files.write(directory.resolve("base"), disk);
        BitSet changed = new BitSet();
        changed.set(3, 20);
        byte[][] good = new byte[Layout.values().length][];
        for (Layout layout : Layout.values()) {
            Path overlay = directory.resolve(layout.name());
            SyntheticOverlay.write(overlay, layout, base, 512, changed, disk);
            good[layout.ordinal()] = Files.readAllBytes(overlay);
        }
        Path victim = directory.resolve("victim");
        Path merged = directory.resolve("merged");
        Fuzz.run(random -> {
            Files.write(victim, mutate(good[random.nextInt(good.length)].clone(), random));
            if (random.nextInt(4) == 0) {
                try (RandomAccessFile file = new RandomAccessFile(victim.toFile(), "rw")) {
                    // Longer than anything could be read, if it were read.
                    file.setLength(random.nextBoolean() ? 1L << 43 : file.length() * random.nextInt(3));
                }
            }
            try {
                CowFile cow = CowFile.open(victim);
                assertThat(cow.changedSectors()).isGreaterThanOrEqualTo(0);
                assertThat(cow.toString()).isNotEmpty();
                cow.backing();
                Files.deleteIfExists(merged);
                cow.merge(merged);
                assertThat(Files.size(merged)).isEqualTo(disk.length);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        });
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        if (random.nextInt(50) == 0) {
            random.nextBytes(bytes);
            ByteBuffer.wrap(bytes).putInt(0x4f4f4f4d).putInt(random.nextInt(4));
            return bytes;
        }
        int[] numbers = {0, 4, 8, 12, 16, 20, 24, 28, 264, 268, 272, 276, 4104, 4108, 4112, 4116};
        int[] extremes = {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 512, 0x00020000, 1 << 30};
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> bytes[random.nextInt(Math.min(bytes.length, 4200))] = (byte) random.nextInt();
                case 1 ->
                    ByteBuffer.wrap(bytes)
                            .putInt(numbers[random.nextInt(numbers.length)], extremes[random.nextInt(extremes.length)]);
                case 2 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int from = random.nextInt(bytes.length);
                    Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(4096)), (byte) 0xff);
                }
            }
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
