package io.umlmachine.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class OwnedDirectoryTest {

    @TempDir
    private Path temporary;

    @Test
    void closingRemovesTheDirectoryAndWhatItOwns() throws IOException {
        Path root = temporary.resolve("root");
        Path external = Files.createDirectories(temporary.resolve("external/deep"));
        Path file = temporary.resolve("file");
        OwnedDirectory directory = OwnedDirectory.create(root);
        directory.own(external.getParent());
        directory.own(file);
        directory.own(temporary.resolve("never made"));
        Files.writeString(file, "x");
        Files.writeString(external.resolve("content"), "x");
        Files.writeString(directory.path().resolve("inside"), "x");
        assertThat(Files.getPosixFilePermissions(directory.path()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));

        directory.close();
        directory.close();
        assertThat(root).isEmptyDirectory();
        assertThat(file).doesNotExist();
        assertThat(external.getParent()).doesNotExist();
    }

    @Test
    void closingFromAnInterruptedThreadRemovesAllAndKeepsTheInterrupt() throws IOException {
        OwnedDirectory directory = OwnedDirectory.create(temporary);
        directory.own(Files.writeString(temporary.resolve("file"), "x"));
        Thread.currentThread().interrupt();
        directory.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void closingKillsTheSession() throws IOException {
        OwnedDirectory directory = OwnedDirectory.create(temporary);
        HostProcess process = HostProcess.start(
                List.of("/bin/sh", "-c", "trap '' TERM; sleep 1000 & wait"),
                Map.of("PATH", "/usr/bin:/bin"),
                Path.of("/"),
                true,
                directory);
        directory.close();
        assertThat(process.onExit().join()).isEqualTo(137);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void pathsThatCannotBeRecordedAreRefused() throws IOException {
        try (OwnedDirectory directory = OwnedDirectory.create(temporary)) {
            assertThatThrownBy(() -> directory.own(Path.of("relative"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> directory.own(Path.of("/new\nline"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSweepLeavesLiveDirectoriesAndStrangeOnesAlone() throws IOException {
        Files.createDirectory(temporary.resolve("not ours"));
        Files.writeString(temporary.resolve("file"), "x");
        try (OwnedDirectory directory = OwnedDirectory.create(temporary)) {
            assertThat(Sweeper.sweep(temporary)).isZero();
            assertThat(directory.path()).exists();
        }
        assertThat(temporary.resolve("not ours")).exists();
        assertThat(temporary.resolve("file")).exists();
    }

    @Test
    void aSweepRemovesWhatADeadOwnerLeft() throws IOException {
        // No process has the id 0, so these owners are dead; their locks are free.
        Path dead = Files.createDirectory(temporary.resolve("0-1-1"));
        Files.createFile(dead.resolve(OwnedDirectory.LOCK));
        Path external = Files.writeString(temporary.resolve("external"), "x");
        Path unfinished = Files.writeString(temporary.resolve("unfinished"), "x");
        Files.writeString(dead.resolve(OwnedDirectory.OWNED), external + "\n" + unfinished);
        Files.writeString(dead.resolve(OwnedDirectory.SESSIONS), "999999999 1\n");
        Path unborn = Files.createDirectory(temporary.resolve(OwnedDirectory.UNBORN + "0-1-2"));

        assertThat(Sweeper.sweep(temporary)).isEqualTo(2);
        assertThat(dead).doesNotExist();
        assertThat(unborn).doesNotExist();
        assertThat(external).doesNotExist();
        assertThat(unfinished).as("a line that was not finished says nothing").exists();
    }

    @Test
    void aSweepRemovesADirectoryThatGotAFileWhileItsOwnerRemovedIt() throws IOException {
        Path dead = Files.createDirectory(temporary.resolve("0-1-1"));
        Files.createSymbolicLink(dead.resolve("transfer-c"), temporary);
        Sweeper.sweep(temporary);
        assertThat(dead).doesNotExist();
        assertThat(temporary).exists();
    }
}
