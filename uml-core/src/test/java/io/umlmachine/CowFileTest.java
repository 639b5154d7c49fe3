package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.testing.SyntheticOverlay;
import io.umlmachine.testing.SyntheticOverlay.Layout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Overlays without a machine. */
@Timeout(60)
class CowFileTest {

    private static final int SECTORS = 200;

    @TempDir
    private Path directory;

    private Path base;
    private Path overlay;
    private byte[] disk;
    private final BitSet changed = new BitSet();

    @BeforeEach
    void prepare() throws IOException {
        disk = new byte[SECTORS * 512];
        new Random(1).nextBytes(disk);
        base = Files.write(directory.toRealPath().resolve("base.img"), disk);
        overlay = directory.resolve("disk.cow");
        for (int sector : new int[] {0, 1, 2, 9, 64, 65, 199}) {
            changed.set(sector);
            for (int i = 0; i < 512; i++) {
                disk[sector * 512 + i] ^= 0x55;
            }
        }
    }

    private CowFile changedOverlay() throws IOException {
        SyntheticOverlay.write(overlay, Layout.V3, base, 512, changed, disk);
        return CowFile.open(overlay);
    }

    @Test
    void aNewOverlayHasTheFormatAndNoChanges() throws IOException {
        Files.setLastModifiedTime(base, FileTime.from(Instant.parse("2020-02-03T04:05:06.789Z")));
        CowFile cow = CowFile.create(overlay, base);
        assertThat(cow.version()).isEqualTo(3);
        assertThat(cow.backingFile()).isEqualTo(base);
        assertThat(cow.backingTime()).isEqualTo(Instant.parse("2020-02-03T04:05:06Z"));
        assertThat(cow.size()).isEqualTo(new ByteSize(disk.length));
        assertThat(cow.sectorSize().bytes()).isEqualTo(512);
        assertThat(cow.alignment().bytes()).isEqualTo(4096);
        assertThat(cow.bitmapOffset()).isEqualTo(8192);
        assertThat(cow.dataOffset()).isEqualTo(12288);
        assertThat(cow.changedSectors()).isZero();
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.MATCHES);
        assertThat(Files.size(overlay)).isEqualTo(12288 + disk.length);
        assertThat(allocated(overlay)).isLessThanOrEqualTo(8192);
        assertThat(cow)
                .hasToString("overlay " + overlay + " (version 3) of " + base + " (" + cow.size()
                        + ", 2020-02-03T04:05:06Z)");
    }

    private static long allocated(Path file) throws IOException {
        // The JDK does not tell; du does.
        Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
        return Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\t")[0]);
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionIsReadAndMerged(Layout layout) throws Exception {
        SyntheticOverlay.write(overlay, layout, base, 512, changed, disk);
        CowFile cow = CowFile.open(overlay);
        assertThat(cow.version()).isEqualTo(Integer.parseInt(layout.name().substring(1, 2)));
        assertThat(cow.backingFile()).isEqualTo(base);
        assertThat(cow.size().bytes()).isEqualTo(disk.length);
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.MATCHES);
        List<SectorRange> ranges = new ArrayList<>();
        cow.changedRanges(ranges::add);
        assertThat(ranges)
                .containsExactly(
                        new SectorRange(0, 3), new SectorRange(9, 1), new SectorRange(64, 2), new SectorRange(199, 1));
        assertThat(cow.changedSectors()).isEqualTo(7);
        assertThat(cow.changedBytes().bytes()).isEqualTo(7 * 512);
        Path merged = directory.resolve("merged");
        cow.merge(merged);
        assertThat(merged).hasBinaryContent(disk);
        Path moved = Files.move(base, directory.toRealPath().resolve("other.img"));
        CowFile rebased = cow.rebase(moved);
        assertThat(rebased.backingFile()).isEqualTo(moved);
        assertThat(rebased.version()).isEqualTo(cow.version());
        assertThat(rebased.backing()).isEqualTo(CowFile.Backing.MATCHES);
        rebased.mergeInPlace();
        assertThat(moved).hasBinaryContent(disk);
    }

    @Test
    void sectorsOfAnotherSizeAreReadToo() throws Exception {
        BitSet large = new BitSet();
        large.set(0, 1);
        large.set(99);
        SyntheticOverlay.write(overlay, Layout.V3, base, 1024, large, disk);
        byte[] expected = Files.readAllBytes(base);
        System.arraycopy(disk, 0, expected, 0, 1024);
        System.arraycopy(disk, 99 * 1024, expected, 99 * 1024, 1024);
        CowFile.open(overlay).merge(directory.resolve("merged"));
        assertThat(directory.resolve("merged")).hasBinaryContent(expected);
    }

    @Test
    void anOverlayIsNotOverwrittenUnlessToldTo() throws Exception {
        changedOverlay();
        byte[] before = Files.readAllBytes(overlay);
        assertThatThrownBy(() -> CowFile.create(overlay, base)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(overlay).hasBinaryContent(before);
        CowFile fresh = CowFile.createReplacing(overlay, base);
        assertThat(fresh.changedSectors()).isZero();
        CowFile.create(directory.resolve("other.cow"), base);
        assertThat(overlay).hasSameBinaryContentAs(directory.resolve("other.cow"));
        assertThat(CowFile.createReplacing(directory.resolve("third.cow"), base).changedSectors())
                .isZero();
        assertThatThrownBy(() -> CowFile.createReplacing(base, base)).isInstanceOf(IllegalArgumentException.class);
        assertThatNothingElseIsLeft("base.img", "disk.cow", "other.cow", "third.cow");
    }

    private void assertThatNothingElseIsLeft(String... names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void whatCannotBeOverlaidIsRefused() throws IOException {
        assertThatThrownBy(() -> CowFile.create(overlay, directory.resolve("nothing")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> CowFile.create(overlay, directory)).isInstanceOf(IOException.class);
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> CowFile.create(overlay, empty)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> CowFile.create(directory.resolve("no/such.cow"), base))
                .isInstanceOf(NoSuchFileException.class);
        assertThatNothingElseIsLeft("base.img", "empty");
    }

    @Test
    void theBackingFilesNameIsRecordedWhateverItsBytes() throws Exception {
        Path strange = Files.copy(base, directory.toRealPath().resolve("a b%41ü,:\n"));
        assertThat(CowFile.create(overlay, strange).backingFile()).isEqualTo(strange);
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        assertThat(CowFile.createReplacing(overlay, link.resolve("base.img")).backingFile())
                .isEqualTo(base);
    }

    @Test
    void whatIsNoOverlayIsSaidToBeNone() throws IOException {
        assertThatThrownBy(() -> CowFile.open(base)).isInstanceOfSatisfying(CowFormatException.class, e -> {
            assertThat(e.file()).isEqualTo(base);
            assertThat(e.problem()).contains("magic");
        });
        assertThatThrownBy(() -> CowFile.open(directory)).isInstanceOf(CowFormatException.class);
        assertThatThrownBy(() -> CowFile.open(Files.createFile(directory.resolve("empty"))))
                .isInstanceOf(CowFormatException.class)
                .hasMessageContaining("only 0 bytes");
        assertThatThrownBy(() -> CowFile.open(directory.resolve("nothing"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aBackingFileThatIsAnotherOneIsNoticed() throws Exception {
        CowFile cow = changedOverlay();
        FileTime time = Files.getLastModifiedTime(base);
        Files.setLastModifiedTime(base, FileTime.from(time.toInstant().minusSeconds(1)));
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.TIME_DIFFERS);
        Files.setLastModifiedTime(base, time);
        byte[] original = Files.readAllBytes(base);
        try (RandomAccessFile file = new RandomAccessFile(base.toFile(), "rw")) {
            file.setLength(original.length + 512);
        }
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.SIZE_DIFFERS);
        byte[] before = Files.readAllBytes(base);
        assertThatThrownBy(cow::mergeInPlace).isInstanceOfSatisfying(BackingMismatchException.class, e -> {
            assertThat(e.state()).isEqualTo(CowFile.Backing.SIZE_DIFFERS);
            assertThat(e.overlay()).isEqualTo(overlay);
            assertThat(e.backingFile()).isEqualTo(base);
        });
        assertThat(base).hasBinaryContent(before);
        assertThatThrownBy(() -> cow.merge(directory.resolve("merged"))).isInstanceOf(BackingMismatchException.class);
        Files.delete(base);
        assertThat(cow.backing()).isEqualTo(CowFile.Backing.MISSING);
        assertThatThrownBy(() -> cow.merge(directory.resolve("merged")))
                .isInstanceOf(BackingMismatchException.class)
                .hasMessageContaining("no such file");
        assertThatNothingElseIsLeft("disk.cow");
    }

    @Test
    void aMergeIntoAnExistingFileIsRefused() throws Exception {
        CowFile cow = changedOverlay();
        Path there = Files.writeString(directory.resolve("there"), "mine");
        assertThatThrownBy(() -> cow.merge(there)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(there).hasContent("mine");
        assertThatThrownBy(() -> cow.merge(directory.resolve("no/such/place"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void anInterruptedMergeLeavesNothing() throws Exception {
        CowFile cow = changedOverlay();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cow.merge(directory.resolve("merged"))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThatNothingElseIsLeft("base.img", "disk.cow");
    }

    @Test
    void holesStayHoles() throws Exception {
        long size = 1L << 30;
        try (RandomAccessFile file = new RandomAccessFile(base.toFile(), "rw")) {
            file.setLength(size);
        }
        CowFile cow = CowFile.create(overlay, base);
        Path merged = directory.resolve("merged");
        cow.merge(merged);
        assertThat(Files.size(merged)).isEqualTo(size);
        assertThat(allocated(merged)).isLessThan(1 << 20);
        assertThat(allocated(overlay)).isLessThanOrEqualTo(8192);
        Path copy = directory.resolve("copy");
        CowFile.open(overlay).merge(copy);
        Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
        assertThat(cow.rebase(copy).backing()).isEqualTo(CowFile.Backing.MATCHES);
    }

    @Test
    void aChangedSectorThatIsAHoleReadsAsZeros() throws Exception {
        CowFile.create(overlay, base);
        byte[] expected = Files.readAllBytes(base);
        try (RandomAccessFile file = new RandomAccessFile(overlay.toFile(), "rw")) {
            file.seek(8192);
            file.write(0xff);
        }
        Arrays.fill(expected, 0, 8 * 512, (byte) 0);
        CowFile.open(overlay).merge(directory.resolve("merged"));
        assertThat(directory.resolve("merged")).hasBinaryContent(expected);
    }

    @Test
    void anOverlayThatIsCutOffIsAnErrorAndNoImage() throws Exception {
        changedOverlay();
        try (RandomAccessFile file = new RandomAccessFile(overlay.toFile(), "rw")) {
            file.setLength(file.length() - 100);
        }
        assertThatThrownBy(() -> CowFile.open(overlay).merge(directory.resolve("merged")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut off");
        assertThat(directory.resolve("merged")).doesNotExist();
        try (RandomAccessFile file = new RandomAccessFile(overlay.toFile(), "rw")) {
            file.setLength(8200);
        }
        assertThatThrownBy(() -> CowFile.open(overlay))
                .isInstanceOf(CowFormatException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void aRebaseTakesTheSameImageOnly() throws Exception {
        CowFile cow = changedOverlay();
        byte[] before = Files.readAllBytes(overlay);
        Path copy = Files.copy(base, directory.toRealPath().resolve("copy.img"));
        Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        Path other = Files.write(directory.resolve("other.img"), disk);
        Files.setLastModifiedTime(other, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        Path shorter = Files.write(directory.resolve("shorter.img"), new byte[512]);

        assertThatThrownBy(() -> cow.rebase(other))
                .isInstanceOfSatisfying(
                        BackingMismatchException.class,
                        e -> assertThat(e.state()).isEqualTo(CowFile.Backing.CONTENTS_DIFFER));
        assertThatThrownBy(() -> cow.rebase(shorter)).isInstanceOf(BackingMismatchException.class);
        assertThatThrownBy(() -> cow.rebaseUnverified(shorter)).isInstanceOf(BackingMismatchException.class);
        assertThat(overlay).hasBinaryContent(before);

        CowFile rebased = cow.rebase(copy);
        assertThat(rebased.backingFile()).isEqualTo(copy);
        assertThat(rebased.backingTime()).isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));
        assertThat(rebased.changedSectors()).isEqualTo(7);
        assertThatThrownBy(() -> cow.rebaseUnverified(base))
                .as("what was read before is of the past")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open it again");
        assertThat(rebased.rebaseUnverified(other).backing()).isEqualTo(CowFile.Backing.MATCHES);
    }

    @Test
    void anInterruptedRebaseChangesNothing() throws Exception {
        CowFile cow = changedOverlay();
        byte[] before = Files.readAllBytes(overlay);
        Path copy = Files.copy(base, directory.resolve("copy.img"));
        Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cow.rebase(copy)).isInstanceOf(InterruptedException.class);
        assertThat(overlay).hasBinaryContent(before);
    }

    @Test
    void anOverlayThatIsLockedIsRefused() throws Exception {
        CowFile cow = changedOverlay();
        Path moved = Files.copy(base, directory.resolve("moved"), StandardCopyOption.COPY_ATTRIBUTES);
        assertRefusedWhileLocked(overlay, false, () -> cow.merge(directory.resolve("merged")));
        assertRefusedWhileLocked(overlay, false, cow::mergeInPlace);
        assertRefusedWhileLocked(overlay, false, () -> CowFile.createReplacing(overlay, base));
        assertRefusedWhileLocked(overlay, false, () -> cow.rebase(moved));
        assertRefusedWhileLocked(base, true, cow::mergeInPlace);
        assertThat(cow.changedSectors()).isEqualTo(7);
        cow.mergeInPlace();
    }

    /** A lock of this program's own counts as well, because ours belong to the open file. */
    private static void assertRefusedWhileLocked(Path file, boolean shared, ThrowingCallable action)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.lock(0, Long.MAX_VALUE, shared);
            assertThatThrownBy(action).isInstanceOf(IOException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void aMergedImageIsReadableToOthersAsTheUmaskSays() throws Exception {
        changedOverlay().merge(directory.resolve("merged"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("merged"))))
                .matches("rw-[r-]--[r-]--");
    }
}
