package io.umlmachine.image.internal.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Node.Directory;
import io.umlmachine.image.internal.disk.Node.RegularFile;
import io.umlmachine.image.internal.disk.Node.SymbolicLink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that e2fsprogs made, with the features that it chooses by itself. */
class Ext4TreeTest {

    @TempDir
    Path directory;

    @Test
    void whatMke2fsPutThereIsFound() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        byte[] large = new byte[20 << 20];
        new Random(1).nextBytes(large);
        Files.write(files.resolve("large"), large);
        Files.writeString(Files.createDirectories(files.resolve("a/b")).resolve("c"), "text");
        Files.createLink(files.resolve("hard"), files.resolve("large"));
        Files.createSymbolicLink(files.resolve("short"), Path.of("a/b"));
        Files.createSymbolicLink(files.resolve("long"), Path.of("x".repeat(100)));
        Files.setLastModifiedTime(files.resolve("a/b/c"), FileTime.fromMillis(1_600_000_000_000L));
        try (RandomAccessFile sparse =
                new RandomAccessFile(files.resolve("sparse").toFile(), "rw")) {
            sparse.seek(1 << 20);
            sparse.write(7);
            sparse.setLength(3 << 20);
        }
        Path disk = mke2fs(files);

        try (Ext4Tree found = Ext4Tree.open(disk)) {
            GuestTree tree = new GuestTree(found.root(), 0);
            assertThat(tree.list("/")).containsExactly("a", "hard", "large", "long", "lost+found", "short", "sparse");
            assertThat(tree.find("/hard").orElseThrow())
                    .isSameAs(tree.find("/large").orElseThrow());
            assertThat(Arrays.equals(tree.read("/large").orElseThrow(), large)).isTrue();
            assertThat(new String(tree.read("/a/b/c").orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo("text");
            assertThat(tree.find("/a/b/c").orElseThrow().attributes().modified())
                    .isEqualTo(1_600_000_000);
            assertThat(((SymbolicLink) tree.find("/short").orElseThrow()).target())
                    .isEqualTo("a/b");
            assertThat(((SymbolicLink) tree.find("/long").orElseThrow()).target())
                    .isEqualTo("x".repeat(100));
            byte[] sparse = Files.readAllBytes(files.resolve("sparse"));
            assertThat(Arrays.equals(tree.read("/sparse").orElseThrow(), sparse))
                    .isTrue();
        }
    }

    @Test
    void aDirectoryWithAnIndexIsReadWhole() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        for (int i = 0; i < 2000; i++) {
            Files.createFile(files.resolve("a name that takes some room, number " + i));
        }
        Path disk = mke2fs(files);
        // -D makes the index, which mke2fs does not.
        String optimised = Disks.run("e2fsck", "-fyD", disk.toString());
        assertThat(Disks.debugfs(disk, "htree_dump /")).as(optimised).contains("Root node dump");

        try (Ext4Tree found = Ext4Tree.open(disk)) {
            assertThat(found.root().children()).hasSize(2001);
        }
    }

    @Test
    void writtenAgainAndAgainItStaysTheSame() throws Exception {
        GuestTree tree = Disks.tree();
        tree.write("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
        tree.link("/bin", "usr/bin");
        tree.makeDirectory("/usr/bin");
        tree.write("/usr/bin/tool", "rwxr-xr-x", new byte[100_000]);
        Path first = Disks.write(tree.root(), directory.resolve("first"));
        Path second = directory.resolve("second");

        try (Ext4Tree found = Ext4Tree.open(first)) {
            found.root().children().remove("lost+found");
            Disks.write(found.root(), second);
        }

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void whatIsNoSuchFileSystemIsRefused() throws Exception {
        Path zeros = Files.write(directory.resolve("zeros"), new byte[8192]);
        Path small = directory.resolve("small");
        Disks.run("mke2fs", "-q", "-t", "ext4", "-b", "1024", small.toString(), "8M");
        Path old = directory.resolve("old");
        Disks.run("mke2fs", "-q", "-t", "ext2", "-b", "4096", old.toString(), "8M");
        Path cut = Files.write(directory.resolve("cut"), new byte[1500]);

        for (Path disk : List.of(zeros, small, old, cut)) {
            assertThatThrownBy(() -> Ext4Tree.open(disk))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(disk.toString());
        }
    }

    @Test
    void aFileWithoutBlocksHasNoData() throws Exception {
        Node empty = Disks.file(new byte[0]);
        empty.attributes(Attributes.ofRoot(0600, 5));
        Directory root = Disks.directory();
        root.children().put("empty", empty);
        Path disk = Disks.write(root, directory.resolve("disk"));

        try (Ext4Tree found = Ext4Tree.open(disk)) {
            RegularFile file = (RegularFile) found.root().children().get("empty");
            assertThat(file.content().data()).isEmpty();
            assertThat(file.attributes()).isEqualTo(Attributes.ofRoot(0600, 5));
        }
    }

    private Path mke2fs(Path files) throws Exception {
        Path disk = directory.resolve("disk.img");
        Disks.run("mke2fs", "-q", "-t", "ext4", "-b", "4096", "-d", files.toString(), disk.toString(), "64M");
        return disk;
    }
}
