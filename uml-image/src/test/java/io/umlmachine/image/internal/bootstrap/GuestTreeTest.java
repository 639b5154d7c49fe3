package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.image.GuestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestTreeTest {

    @TempDir
    Path directory;

    private Path root;
    private GuestTree tree;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectories(directory.resolve("tree"));
        Files.createDirectory(root.resolve("etc"));
        tree = new GuestTree(root);
    }

    @Test
    void nothingOfTheHostIsLeft() throws IOException {
        Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 192.0.2.1\n");
        Files.writeString(root.resolve("etc/machine-id"), "0123456789abcdef\n");

        tree.removeTracesOfHost();

        assertThat(root.resolve("etc/resolv.conf")).doesNotExist();
        assertThat(root.resolve("etc/machine-id")).isEmptyFile();
    }

    @Test
    void filesThatTheGuestLacksItGoesOnLacking() throws IOException {
        tree.removeTracesOfHost();

        assertThat(root.resolve("etc/machine-id")).doesNotExist();
    }

    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path outside = Files.writeString(directory.resolve("hostname"), "the host's");
        Files.createSymbolicLink(root.resolve("etc/hostname"), outside);
        Files.createSymbolicLink(root.resolve("etc/resolv.conf"), outside);

        tree.removeTracesOfHost();
        tree.configure(List.of(GuestFile.of("/etc/hostname", "debian\n")));

        assertThat(outside).hasContent("the host's");
        assertThat(root.resolve("etc/hostname")).hasContent("debian\n").isRegularFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/hostname"))))
                .isEqualTo("rw-r--r--");
        assertThat(Files.isSymbolicLink(root.resolve("etc/resolv.conf"))).isFalse();
    }

    @Test
    void aDirectoryThatIsALinkIsRefused() throws IOException {
        Files.delete(root.resolve("etc"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(root.resolve("etc"), outside);

        assertThatThrownBy(tree::removeTracesOfHost)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a link");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aMountPointThatIsALinkBecomesADirectory() throws IOException {
        Files.createSymbolicLink(root.resolve("proc"), Path.of("/proc"));

        tree.makeMountPoints();

        assertThat(Files.isSymbolicLink(root.resolve("proc"))).isFalse();
        assertThat(root.resolve("proc")).isEmptyDirectory();
        assertThat(root.resolve("sys")).isEmptyDirectory();
    }
}
