package io.umlmachine.image.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.ByteSize;
import io.umlmachine.image.GuestFile;
import io.umlmachine.image.ImageException;
import io.umlmachine.image.ImageFailure;
import io.umlmachine.image.ImagePhase;
import io.umlmachine.image.ImageRecipe;
import io.umlmachine.image.internal.disk.Attributes;
import io.umlmachine.image.internal.disk.Epoch;
import io.umlmachine.image.internal.disk.GuestTree;
import io.umlmachine.image.internal.disk.Node;
import io.umlmachine.image.internal.disk.Traces;
import io.umlmachine.image.internal.ext4.Ext4Tree;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemTest {

    private static final Epoch EPOCH = new Epoch(1_700_000_000);

    @TempDir
    Path directory;

    private OwnedDirectory work;
    private OwnedDirectory otherWork;

    @BeforeEach
    void makeWorkDirectories() throws IOException {
        work = OwnedDirectory.create(directory.resolve("work"));
        otherWork = OwnedDirectory.create(directory.resolve("work"));
    }

    @AfterEach
    void removeWorkDirectories() {
        work.close();
        otherWork.close();
    }

    @Test
    void aDiskThatIsPackedAgainIsWhatItWouldHaveBeenWithoutItsLife() throws Exception {
        ImageRecipe recipe = recipe().freeSpace(ByteSize.mebibytes(20)).build();
        GuestTree lived = system();
        lived.write("/var/log/dpkg.log", "a package was configured\n");
        lived.write("/var/lib/systemd/random-seed", "seed");
        lived.write("/tmp/file", "forgotten");

        Path working = FileSystem.makeWorking(lived, recipe, EPOCH, creation(work));
        assertThat(Files.size(working))
                .as("it is to have room")
                .isEqualTo(recipe.size().bytes());
        Path repacked = FileSystem.repack(working, recipe, EPOCH, creation(work));
        GuestTree fresh = system();
        Traces.remove(fresh, EPOCH);
        Path direct = FileSystem.makeFinal(fresh, recipe, EPOCH, creation(otherWork));

        assertThat(Files.mismatch(repacked, direct)).isEqualTo(-1);
        assertThat(working).doesNotExist();
        assertThat(Files.size(repacked)).isLessThan(ByteSize.mebibytes(64).bytes());
        FileSystem.check(repacked, creation(work));
    }

    @Test
    void whatTheRecipePutsThereIsNoTrace() throws Exception {
        ImageRecipe recipe = recipe().file(GuestFile.of("/etc/resolv.conf", "nameserver 192.0.2.53\n"))
                .file(GuestFile.of("/removed/by/a/script", ""))
                .build();
        GuestTree system = system();
        system.write("/etc/resolv.conf", "nameserver 192.0.2.53\n");

        Path working = FileSystem.makeWorking(system, recipe, EPOCH, creation(work));
        Path repacked = FileSystem.repack(working, recipe, EPOCH, creation(work));

        try (Ext4Tree tree = Ext4Tree.open(repacked)) {
            GuestTree found = new GuestTree(tree.root(), 0);
            assertThat(found.read("/etc/resolv.conf"))
                    .hasValue("nameserver 192.0.2.53\n".getBytes(StandardCharsets.UTF_8));
            assertThat(found.exists("/removed")).isFalse();
        }
    }

    @Test
    void aSystemThatDoesNotFitIsToldAsAFullDisk() throws Exception {
        ImageRecipe recipe = recipe().size(ByteSize.mebibytes(512))
                .freeSpace(ByteSize.mebibytes(512))
                .build();
        Creation creation = creation(work);

        assertThatThrownBy(() -> creation.phase(
                        ImagePhase.FILESYSTEM, () -> FileSystem.makeFinal(system(), recipe, EPOCH, creation)))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.failure()).isEqualTo(ImageFailure.NO_SPACE))
                .hasMessageContaining("larger size");
    }

    private static GuestTree system() throws IOException {
        GuestTree tree = new GuestTree(new Node.Directory(Attributes.ofRoot(0755, 0)), EPOCH.seconds());
        byte[] program = new byte[300_000];
        Arrays.fill(program, (byte) 7);
        tree.write("/usr/bin/program", "rwxr-xr-x", program);
        tree.makeDirectory("/tmp");
        tree.makeDirectory("/var/log");
        tree.makeDirectory("/var/lib/systemd");
        return tree;
    }

    private static ImageRecipe.Builder recipe() {
        return ImageRecipe.builder("bookworm").mirror("http://mirror.example/debian");
    }

    private Creation creation(OwnedDirectory owner) {
        return new Creation(
                "bookworm",
                owner,
                directory.resolve("logs"),
                Duration.ofMinutes(1),
                MachineOptions.usual(),
                event -> {});
    }
}
