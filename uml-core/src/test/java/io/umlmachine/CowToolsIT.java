package io.umlmachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.HostCommand;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.SyntheticOverlay;
import io.umlmachine.testing.SyntheticOverlay.Layout;
import io.umlmachine.testing.TestImage;
import io.umlmachine.testing.UmlUtilities;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Overlays against the tools of Debian's uml-utilities, and against kernels. */
@Timeout(180)
class CowToolsIT {

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void resolve() throws Exception {
        directory = temporary.toRealPath();
    }

    private static void tool(String name, Object... arguments) throws Exception {
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        HostCommand.Result result = UmlUtilities.run(name, words);
        assertThat(result.success()).as("%s: %s", name, result).isTrue();
    }

    private static void assertSameBytes(Path actual, Path expected) throws Exception {
        assertThat(Files.size(actual)).isEqualTo(Files.size(expected));
        assertThat(Files.mismatch(actual, expected)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 511, 512, 4096, 10_000_000, 10_000_001, (1L << 29) + 7})
    @Proves("uml_mkcow")
    void whatIsCreatedIsWhatUmlMkcowCreates(long size) throws Exception {
        Path base = directory.resolve("base");
        try (RandomAccessFile file = new RandomAccessFile(base.toFile(), "rw")) {
            file.setLength(size);
        }
        Files.createSymbolicLink(directory.resolve("link"), directory);
        Path backing = directory.resolve("link/base");
        tool("uml_mkcow", directory.resolve("theirs"), backing);
        CowFile ours = CowFile.create(directory.resolve("ours"), backing);
        assertSameBytes(ours.path(), directory.resolve("theirs"));
        assertThat(Files.getPosixFilePermissions(ours.path()))
                .isEqualTo(Files.getPosixFilePermissions(directory.resolve("theirs")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V1_BIG")
    @Proves("uml_moo")
    void overlaysOfEveryVersionAreMergedTheSame(Layout layout) throws Exception {
        byte[] disk = new byte[800 * 512];
        Random random = new Random(layout.ordinal());
        random.nextBytes(disk);
        Path base = Files.write(directory.resolve("base"), disk);
        random.nextBytes(disk);
        BitSet changed = BitSet.valueOf(new long[] {0x8000_0000_0000_0001L, 0, -1, 42});
        Path overlay = directory.resolve("overlay");
        SyntheticOverlay.write(overlay, layout, base, 512, changed, disk);
        tool("uml_moo", overlay, directory.resolve("theirs"));
        CowFile.open(overlay).merge(directory.resolve("ours"));
        assertSameBytes(directory.resolve("ours"), directory.resolve("theirs"));
    }

    @Test
    void aForcedCreateClearsTheBitmapWhichUmlMkcowLeaves() throws Exception {
        byte[] disk = new byte[800 * 512];
        Path base = Files.write(directory.resolve("base"), disk);
        Path theirs = directory.resolve("theirs");
        Path ours = directory.resolve("ours");
        BitSet changed = new BitSet();
        changed.set(5);
        SyntheticOverlay.write(theirs, Layout.V3, base, 512, changed, disk);
        SyntheticOverlay.write(ours, Layout.V3, base, 512, changed, disk);
        tool("uml_mkcow", "-f", theirs, base);
        assertThat(CowFile.open(theirs).changedSectors()).isEqualTo(1);
        assertThat(CowFile.createReplacing(ours, base).changedSectors()).isZero();
        tool("uml_mkcow", directory.resolve("fresh"), base);
        assertSameBytes(ours, directory.resolve("fresh"));
    }

    @Test
    @Proves({"uml_moo", "uml_moo -d"})
    void whatAMachineWroteIsMergedAsUmlMooMergesIt() throws Exception {
        Path base = copyOf(TestImage.path(), "base.img");
        Path overlay = directory.resolve("machine.cow");
        try (UmlMachine vm = UmlMachine.builder().image(base).cow(overlay).boot()) {
            CowFile running = CowFile.open(overlay);
            assertThat(running.version()).isEqualTo(3);
            assertThat(running.backingFile()).isEqualTo(base);
            assertThatThrownBy(() -> running.merge(directory.resolve("no"))).isInstanceOf(DiskInUseException.class);
            assertThatThrownBy(running::mergeInPlace).isInstanceOf(DiskInUseException.class);
            assertThatThrownBy(() -> running.rebase(base)).isInstanceOf(DiskInUseException.class);
            assertThatThrownBy(() -> CowFile.createReplacing(overlay, base)).isInstanceOf(DiskInUseException.class);
            vm.exec(
                            "sh",
                            "-c",
                            "cp -a /usr/lib/x86_64-linux-gnu/perl-base /root/copy; rm -r /usr/share/doc; echo x >/root/x")
                    .orThrow();
        }
        CowFile cow = CowFile.open(overlay);
        assertThat(cow.changedBytes()).isGreaterThan(ByteSize.mebibytes(1));
        tool("uml_moo", overlay, directory.resolve("theirs"));
        cow.merge(directory.resolve("ours"));
        assertSameBytes(directory.resolve("ours"), directory.resolve("theirs"));
        assertThat(allocated(directory.resolve("ours")))
                .as("holes stay holes")
                .isLessThan(allocated(base) + allocated(overlay) + (1 << 20));
        try (UmlMachine vm =
                UmlMachine.builder().image(directory.resolve("ours")).direct().boot()) {
            assertThat(vm.exec("cat", "/root/x").orThrow().stdout()).isEqualTo("x\n");
        }

        Path second = copyOf(base, "second.img");
        // The other way round, as its manual has it, it takes the options for the file.
        tool("uml_moo", "-d", "-b", second, overlay);
        cow.mergeInPlace();
        assertSameBytes(base, second);
        assertThatThrownBy(cow::mergeInPlace)
                .as("the overlay is of no use any more")
                .isInstanceOf(BackingMismatchException.class);
    }

    @Test
    @Proves("uml_moo -b")
    void aMachineGoesOnWithARebasedOverlay() throws Exception {
        Path base = copyOf(TestImage.path(), "base.img");
        Path overlay = directory.resolve("machine.cow");
        try (UmlMachine vm = UmlMachine.builder().image(base).cow(overlay).boot()) {
            vm.exec("sh", "-c", "echo kept >/root/x").orThrow();
        }
        Path moved = Files.move(base, directory.resolve("moved.img"));
        assertThatThrownBy(() -> CowFile.open(overlay).merge(directory.resolve("no")))
                .isInstanceOf(BackingMismatchException.class);
        assertThat(CowFile.open(overlay).rebase(moved).backing()).isEqualTo(CowFile.Backing.MATCHES);
        try (UmlMachine vm = UmlMachine.builder().image(moved).cow(overlay).boot()) {
            assertThat(vm.exec("cat", "/root/x").orThrow().stdout()).isEqualTo("kept\n");
        }
        tool("uml_moo", overlay, directory.resolve("theirs"));
        CowFile.open(overlay).merge(directory.resolve("ours"));
        assertSameBytes(directory.resolve("ours"), directory.resolve("theirs"));
    }

    /** A sparse copy with the time of the original, which is an image as good. */
    private Path copyOf(Path image, String name) throws Exception {
        Path overlay = CowFile.create(directory.resolve(name + ".tmp"), image).path();
        Path copy = directory.resolve(name);
        CowFile.open(overlay).merge(copy);
        Files.delete(overlay);
        FileTime time = Files.getLastModifiedTime(image);
        Files.setLastModifiedTime(copy, time);
        return copy;
    }

    private static long allocated(Path file) throws Exception {
        Process du = new ProcessBuilder("du", "--block-size=1", file.toString()).start();
        return Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\t")[0]);
    }
}
