package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.Command;
import io.umlmachine.MachineImage;
import io.umlmachine.UmlMachine;
import io.umlmachine.net.Slirp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image is kept in this user's store: it is made in the first run, and found in the others. */
class DebianImageIT {

    private static DebianImage image;

    @TempDir
    Path directory;

    @BeforeAll
    static void makeImage() throws Exception {
        image = DebianImage.builder("bookworm").onProgress(System.out::println).build();
        image.acquire().close();
    }

    @Test
    void anImageThatIsThereIsLeasedAtOnce() throws Exception {
        assertThat(image.isBuilt()).isTrue();

        long start = System.nanoTime();
        try (MachineImage.Lease lease = image.acquire()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50));
            assertThat(lease.path()).isReadable();
        }
    }

    @Test
    void theManifestTellsWhatIsInIt() throws Exception {
        ImageManifest manifest = image.manifest().orElseThrow();

        assertThat(manifest.recipe()).isEqualTo(image.recipe());
        assertThat(manifest.name()).isEqualTo(image.name());
        assertThat(manifest.packages()).containsKeys("dpkg", "apt", "perl-base").doesNotContainKey("gcc");
        assertThat(manifest.tools()).containsKeys("e2fsck", "linux.uml");
        assertThat(manifest.phases()).containsKeys(ImagePhase.BOOTSTRAP, ImagePhase.FILESYSTEM, ImagePhase.VERIFY);
        assertThat(manifest.dataSha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void theSystemIsWholeAndHoldsNothingOfTheHost() throws Exception {
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            assertThat(machine.exec("cat", "/etc/hostname").orThrow().stdout()).isEqualTo("debian\n");
            assertThat(machine.exec("stat", "-c", "%U:%G %a", "/", "/etc", "/tmp", "/etc/shadow")
                            .orThrow()
                            .stdout())
                    .isEqualTo("root:root 755\nroot:root 755\nroot:root 1777\nroot:shadow 640\n");
            assertThat(machine.exec("stat", "-f", "-c", "%S", "/").orThrow().stdout())
                    .as("block size of the file system")
                    .isEqualTo("4096\n");
            assertThat(machine.exec("find", "/", "-xdev", "-nouser", "-o", "-xdev", "-nogroup")
                            .orThrow()
                            .stdout())
                    .as("files of nobody")
                    .isEmpty();
        }
    }

    @Test
    void aptWorksInTheGuestAgainstTheRealMirror() throws Exception {
        try (UmlMachine machine =
                UmlMachine.builder().image(image).network(Slirp.create()).boot()) {
            machine.exec(Command.of("apt-get", "--error-on=any", "update").timeout(Duration.ofMinutes(3)))
                    .orThrow();
            assertThat(machine.exec("apt-cache", "policy", "hello").orThrow().stdout())
                    .contains("Candidate: 2.10");
        }
    }

    @Test
    void aSuiteThatDoesNotExistIsAnErrorWithTheToolsWordsAndLeavesItsLogOnly() throws Exception {
        ImageStore store = ImageStore.at(directory.resolve("store"));
        DebianImage bogus = DebianImage.builder("bogus").store(store).build();

        assertThatThrownBy(bogus::acquire).isInstanceOfSatisfying(ImageException.class, e -> {
            assertThat(e.phase()).isEqualTo(ImagePhase.BOOTSTRAP);
            assertThat(e.commandLine()).isNotEmpty().contains("bogus");
            assertThat(e.exitStatus()).isPresent();
            assertThat(e.logTail()).contains("bogus");
            assertThat(e)
                    .hasMessageContaining("bogus")
                    .hasMessageContaining(e.log().orElseThrow().toString());
            assertThat(e.log().orElseThrow()).isNotEmptyFile();
        });

        assertThat(bogus.isBuilt()).isFalse();
        assertThat(files(store.directory().resolve(".work"))).isEmpty();
        assertThat(files(store.directory().resolve(bogus.name()))).containsExactly("lock");
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
