package io.umlmachine.image.internal.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Content;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.Special;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import io.umlmachine.internal.host.ProgramOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** e2fsprogs judges: it knows nothing of how these disks came to be. */
class Ext4DiskTest {

    private static final long TIME = Disks.EPOCH.seconds();

    @TempDir
    Path directory;

    @Test
    void anEmptyTreeMakesACleanFileSystem() throws Exception {
        assertClean(Disks.write(Disks.directory(), disk()));
    }

    @Test
    void theSameTreeMakesTheSameBytesWhateverTheOrderInWhichItWasMade() throws Exception {
        GuestTree tree = Disks.tree();
        tree.write("/b", "two");
        tree.write("/a/c", "one");
        GuestTree again = Disks.tree();
        again.write("/a/c", "one");
        again.write("/b", "two");

        Path first = Disks.write(tree.root(), directory.resolve("first"));
        Path second = Disks.write(again.root(), directory.resolve("second"));

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void itTellsHowMuchHasBeenWritten() throws Exception {
        GuestTree tree = Disks.tree();
        tree.write("/a", "x".repeat(3 << 20));
        tree.write("/b", "y".repeat(1 << 20));
        List<Long> told = new ArrayList<>();

        Ext4Disk.write(
                tree.root(),
                Ext4Options.of(ByteSize.mebibytes(64), Optional.empty(), Disks.EPOCH, "test"),
                disk(),
                (done, total) -> {
                    assertThat(total).isEqualTo(4 << 20);
                    told.add(done);
                });

        assertThat(told).isSorted().hasSizeGreaterThan(3);
        assertThat(told.get(told.size() - 1)).isEqualTo(4 << 20);
    }

    @Test
    void whatDiffersInContentOrIdentityDiffersInBytes() throws Exception {
        GuestTree tree = Disks.tree();
        tree.write("/a", "one");
        Path first = Disks.write(tree.root(), directory.resolve("first"));
        Path other = directory.resolve("other");
        Ext4Disk.write(
                tree.root(), Ext4Options.of(ByteSize.mebibytes(64), Optional.empty(), Disks.EPOCH, "other"), other);
        tree.write("/a", "two");
        Path second = Disks.write(tree.root(), directory.resolve("second"));

        assertThat(Files.mismatch(first, second)).isNotNegative();
        assertThat(Disks.debugfs(first, "stats")).contains("Filesystem UUID");
        assertThat(uuid(first)).isEqualTo(uuid(second)).isNotEqualTo(uuid(other));
    }

    @Test
    void namesModesOwnersTimesAndLinksAreThoseOfTheTree() throws Exception {
        Directory root = Disks.directory();
        RegularFile program = new RegularFile(
                new Attributes(04755, 70_000, 100_000, 1_600_000_000, new TreeMap<>()),
                Content.of("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)));
        root.children().put("a name with 'quotes' \"and\" \\x2d", program);
        root.children().put("hard", program);
        root.children().put("short", new SymbolicLink(Attributes.ofRoot(0777, TIME), "hard"));
        root.children().put("long", new SymbolicLink(Attributes.ofRoot(0777, TIME), "x".repeat(200)));
        root.children().put("59", new SymbolicLink(Attributes.ofRoot(0777, TIME), "y".repeat(59)));
        root.children().put("60", new SymbolicLink(Attributes.ofRoot(0777, TIME), "z".repeat(60)));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        String stat = Disks.debugfs(disk, "stat hard");
        assertThat(stat)
                .containsPattern("Type: regular +Mode: +04755")
                .containsPattern("User: 70000 +Group: 100000")
                .contains("Links: 2", "Size: 10", "mtime: 0x5f5e1000", "ctime: 0x6553f100");
        assertThat(Disks.debugfs(disk, "ls /")).contains("a name with 'quotes' \"and\" \\x5cx2d");
        assertThat(Disks.debugfs(disk, "cat hard")).contains("#!/bin/sh");
        assertThat(Disks.debugfs(disk, "stat short")).contains("Fast link dest: \"hard\"");
        assertThat(Disks.debugfs(disk, "stat 59")).contains("Fast link dest: \"" + "y".repeat(59));
        assertThat(Disks.debugfs(disk, "stat 60"))
                .contains("Links: 1", "Size: 60")
                .doesNotContain("Fast link");
        assertThat(Disks.debugfs(disk, "stat long")).contains("Size: 200");
    }

    @Test
    void devicesPipesAndSocketsAreThere() throws Exception {
        Directory root = Disks.directory();
        Attributes attributes = Attributes.ofRoot(0666, TIME);
        root.children().put("null", new Special(attributes, Special.Kind.CHARACTER_DEVICE, 1, 3));
        root.children().put("far", new Special(attributes, Special.Kind.BLOCK_DEVICE, 259, 70_000));
        root.children().put("pipe", new Special(attributes, Special.Kind.PIPE, 0, 0));
        root.children().put("socket", new Special(attributes, Special.Kind.SOCKET, 0, 0));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        assertThat(Disks.debugfs(disk, "stat null"))
                .contains("character special")
                .contains("01:03");
        assertThat(Disks.debugfs(disk, "stat far")).contains("block special").contains("259:70000");
        assertThat(Disks.debugfs(disk, "stat pipe")).contains("FIFO");
        assertThat(Disks.debugfs(disk, "stat socket")).contains("socket");
    }

    @Test
    void aDirectoryGrowsOverManyBlocks() throws Exception {
        Directory root = Disks.directory();
        Directory many = Disks.directory();
        root.children().put("many", many);
        for (int i = 0; i < 3000; i++) {
            many.children().put("a file with a rather long name, number " + i, Disks.file(new byte[] {1}));
        }
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        assertThat(Disks.debugfs(disk, "ls -p /many")
                        .lines()
                        .filter(line -> line.contains("number"))
                        .count())
                .isEqualTo(3000);
    }

    @Test
    void namesOfEveryLengthFillBlocksToTheirEnd() throws Exception {
        Directory root = Disks.directory();
        for (int length = 1; length <= 255; length++) {
            root.children().put("n".repeat(length), Disks.file(new byte[0]));
        }

        assertClean(Disks.write(root, disk()));
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        Directory root = Disks.directory();
        root.children().put("n".repeat(256), Disks.file(new byte[0]));

        assertThatThrownBy(() -> Disks.write(root, disk()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("256 bytes");
    }

    @Test
    void zerosAreHolesAndAFileOfManyPartsHasATreeOfExtents() throws Exception {
        // Every second block: 2,000 extents, more than the inode and one block hold.
        byte[] content = new byte[4000 * 4096 + 1];
        for (int block = 0; block < 4000; block += 2) {
            content[block * 4096] = 1;
        }
        Directory root = Disks.directory();
        root.children().put("comb", Disks.file(content));
        root.children().put("zeros", Disks.file(new byte[100_000]));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        assertThat(Disks.debugfs(disk, "stat zeros")).contains("Size: 100000", "Blockcount: 0");
        Path dumped = directory.resolve("dumped");
        Disks.debugfs(disk, "dump comb " + dumped);
        assertThat(dumped).hasBinaryContent(content);
    }

    @Test
    void aFileGoesOnBehindTheTablesOfTheNextGroup() throws Exception {
        byte[] large = new byte[60 << 20];
        Arrays.fill(large, (byte) 7);
        Directory root = Disks.directory();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            root.children().put(name, Disks.file(large));
        }
        Path disk = Disks.write(root, ByteSize.mebibytes(512), Optional.empty(), disk());

        assertClean(disk);
        Path dumped = directory.resolve("dumped");
        Disks.debugfs(disk, "dump c " + dumped);
        assertThat(dumped).hasBinaryContent(large);
    }

    @Test
    void extendedAttributesAreInTheInodeOrInABlock() throws Exception {
        TreeMap<String, byte[]> small = new TreeMap<>();
        small.put(
                "security.capability",
                new byte[] {1, 0, 0, 2, 0, (byte) 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        TreeMap<String, byte[]> large = new TreeMap<>(small);
        large.put("user.comment", "c".repeat(1000).getBytes(StandardCharsets.UTF_8));
        large.put("user.a", new byte[0]);
        large.put("trusted.b", new byte[] {1, 2, 3, 4, 5});
        Directory root = Disks.directory();
        root.children().put("ping", new RegularFile(new Attributes(0755, 0, 0, TIME, small), Content.of(new byte[5])));
        root.children().put("large", new Directory(new Attributes(0755, 0, 0, TIME, large)));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        assertThat(Disks.debugfs(disk, "ea_list ping")).contains("security.capability (20)", "01 00 00 02 00 c0");
        assertThat(Disks.debugfs(disk, "ea_list large"))
                .contains("security.capability (20)", "user.comment (1000)", "user.a (0)", "trusted.b (5)");
        assertThat(Disks.debugfs(disk, "ea_get large user.comment")).contains("c".repeat(1000));
    }

    @Test
    void attributesThatExt4DoesNotHaveAreRefused() {
        TreeMap<String, byte[]> foreign = new TreeMap<>();
        foreign.put("btrfs.compression", new byte[] {1});
        Directory root = Disks.directory();
        root.children().put("f", new RegularFile(new Attributes(0644, 0, 0, TIME, foreign), Content.of(new byte[0])));

        assertThatThrownBy(() -> Disks.write(root, disk()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("btrfs.compression");
    }

    @Test
    void anAccessControlListOfAnArchiveGetsTheFormThatItHasOnDisks() throws Exception {
        // Owner, user 1000, group, mask, others: of the archive's entries each has an id, of the disk's only the
        // user's.
        ByteBuffer archived =
                ByteBuffer.allocate(4 + 5 * 8).order(ByteOrder.LITTLE_ENDIAN).putInt(2);
        ByteBuffer onDisk = ByteBuffer.allocate(4 + 4 * 4 + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1);
        for (int tag : new int[] {0x01, 0x02, 0x04, 0x10, 0x20}) {
            archived.putShort((short) tag).putShort((short) 6).putInt(tag == 0x02 ? 1000 : -1);
            onDisk.putShort((short) tag).putShort((short) 6);
            if (tag == 0x02) {
                onDisk.putInt(1000);
            }
        }
        TreeMap<String, byte[]> attributes = new TreeMap<>();
        attributes.put("system.posix_acl_access", archived.array());
        Directory root = Disks.directory();
        root.children()
                .put("f", new RegularFile(new Attributes(0664, 0, 0, TIME, attributes), Content.of(new byte[0])));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        assertThat(Disks.debugfs(disk, "ea_list f")).contains("system.posix_acl_access");
        try (Ext4Tree tree = Ext4Tree.open(disk)) {
            assertThat(tree.root().children().get("f").attributes().extended().get("system.posix_acl_access"))
                    .isEqualTo(onDisk.array());
            tree.root().children().remove("lost+found");
            Path again = Disks.write(tree.root(), directory.resolve("again"));
            assertThat(Files.mismatch(disk, again)).isEqualTo(-1);
        }
    }

    @Test
    void anAccessControlListThatIsNoneIsRefused() {
        TreeMap<String, byte[]> attributes = new TreeMap<>();
        attributes.put("system.posix_acl_access", new byte[] {3, 0, 0, 0});
        Directory root = Disks.directory();
        root.children()
                .put("f", new RegularFile(new Attributes(0664, 0, 0, TIME, attributes), Content.of(new byte[0])));

        assertThatThrownBy(() -> Disks.write(root, disk()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("access control list");
    }

    @Test
    void timesBefore1970AndAfter2038AreKept() throws Exception {
        Directory root = Disks.directory();
        root.children().put("old", new RegularFile(Attributes.ofRoot(0644, -5), Content.of(new byte[0])));
        root.children().put("new", new RegularFile(Attributes.ofRoot(0644, 5_000_000_000L), Content.of(new byte[0])));
        Path disk = Disks.write(root, disk());

        assertClean(disk);
        try (Ext4Tree tree = Ext4Tree.open(disk)) {
            assertThat(tree.root().children().get("old").attributes().modified())
                    .isEqualTo(-5);
            assertThat(tree.root().children().get("new").attributes().modified())
                    .isEqualTo(5_000_000_000L);
        }
        assertThat(Disks.debugfs(disk, "stat new")).contains("2128");
    }

    @Test
    void aDiskThatIsTooSmallIsRefusedByItsSize() {
        Directory root = Disks.directory();
        byte[] large = new byte[70 << 20];
        Arrays.fill(large, (byte) 7);
        root.children().put("large", Disks.file(large));

        assertThatThrownBy(() -> Disks.write(root, disk()))
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("64 MiB");
    }

    @Test
    void aDiskIsNoLargerThanNeededForItsFreeSpace() throws Exception {
        Directory root = Disks.directory();
        byte[] content = new byte[30 << 20];
        Arrays.fill(content, (byte) 7);
        root.children().put("file", Disks.file(content));
        for (long free : List.of(0L, 10L, 100L, 300L)) {
            Path disk = Disks.write(
                    root,
                    ByteSize.gibibytes(2),
                    Optional.of(ByteSize.mebibytes(free)),
                    directory.resolve("disk-" + free));

            assertClean(disk);
            String stats = Disks.debugfs(disk, "stats -h");
            long blocks = number(stats, "Block count: +(\\d+)");
            long reserve = Math.min(blocks / 50, 4096);
            assertThat(Files.size(disk)).isEqualTo(blocks * 4096);
            assertThat(number(stats, "Free blocks: +(\\d+)") - reserve).isBetween(free * 256, free * 256 + 64);
        }
    }

    @Test
    void freeSpaceThatTheLargestSizeDoesNotGiveIsRefused() {
        assertThatThrownBy(() -> Disks.write(
                        Disks.directory(), ByteSize.mebibytes(64), Optional.of(ByteSize.mebibytes(64)), disk()))
                .isInstanceOf(DiskFullException.class);
    }

    @Test
    void disksOfAllSizesAreClean() throws Exception {
        List<String> unclean = new ArrayList<>();
        // Around the borders of groups: 128 MiB each, the last one too small for its tables or just large enough.
        for (long blocks : List.of(
                2048L,
                16_384L,
                32_767L,
                32_768L,
                32_800L,
                33_345L,
                33_349L,
                33_500L,
                65_536L,
                131_072L,
                1_048_576L,
                5_000_000L)) {
            Path disk = Disks.write(
                    Disks.tree().root(),
                    new ByteSize(blocks * 4096),
                    Optional.empty(),
                    directory.resolve("d" + blocks));
            ProgramOutput check = Disks.check(disk);
            if (check.exitStatus() != 0) {
                unclean.add(blocks + ": " + check.text());
            }
            assertThat(Files.size(disk)).isEqualTo(blocks * 4096);
            Files.delete(disk);
        }
        assertThat(unclean).isEmpty();
    }

    @Test
    void moreFilesThanUsualGetRoom() throws Exception {
        Directory root = Disks.directory();
        for (int i = 0; i < 12_000; i++) {
            root.children().put("f" + i, Disks.file(new byte[0]));
        }

        assertClean(Disks.write(root, disk()));
    }

    @Test
    void lostAndFoundIsTheFileSystemsOwn() {
        Directory root = Disks.directory();
        root.children().put("lost+found", Disks.directory());

        assertThatThrownBy(() -> Disks.write(root, disk())).isInstanceOf(IllegalArgumentException.class);
    }

    private Path disk() {
        return directory.resolve("disk.img");
    }

    private static String uuid(Path disk) throws Exception {
        Matcher matcher = Pattern.compile("Filesystem UUID: +(\\S+)").matcher(Disks.debugfs(disk, "stats -h"));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static void assertClean(Path disk) throws Exception {
        ProgramOutput check = Disks.check(disk);
        assertThat(check.exitStatus()).as(check.text()).isZero();
    }
}
