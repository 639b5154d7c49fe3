package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.umlmachine.ByteSize;
import io.umlmachine.CommandFailedException;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.testing.LinkedImage;
import io.umlmachine.image.testing.TestArchive;
import io.umlmachine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Generations that are made from generations, by an update and by hand. Each test goes on from where the last one stopped. */
@Timeout(600)
class ImageUpdateIT {

    private static final String NOTE = "/usr/share/umlmachine-test";

    @TempDir
    static Path directory;

    private static TestArchive archive;
    private static ImageStore store;
    private static DebianImage image;

    @BeforeAll
    static void useArchiveOfTheTest() throws Exception {
        archive = TestArchive.start(directory);
        archive.add("umlmachine-test", "1.0", Map.of(NOTE, "one\n"));
        store = ImageStore.at(directory.resolve("store"));
        image = LinkedImage.in(store).onProgress(System.out::println).build();
        image.customise(machine -> {
            LinkedImage.use(machine, archive);
            machine.exec("apt-get", "update").orThrow();
            machine.exec("apt-get", "install", "-y", "umlmachine-test").orThrow();
            machine.exec("apt-get", "clean").orThrow();
        });
        image.update();
    }

    @AfterAll
    static void closeArchive() {
        archive.close();
    }

    @Test
    void anUpdateTellsWhatItChangedAndMachinesThatRunDoNotNotice() throws Exception {
        ImageManifest first = image.manifest().orElseThrow();
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            String before = digest(machine);

            archive.add("umlmachine-needed", "1.0", Map.of("/usr/share/umlmachine-needed", "needed\n"));
            archive.add("umlmachine-test", "2.0", "Depends: umlmachine-needed\n", Map.of(NOTE, "two\n"));
            ImageUpdate update = image.update();
            archive.add("umlmachine-test", "3.0", Map.of(NOTE, "three\n"));
            ImageUpdate next = image.update();

            assertThat(update.changes().changed())
                    .containsOnly(entry("umlmachine-test", new PackageChanges.Versions("1.0", "2.0")));
            assertThat(update.changes().added()).containsOnly(entry("umlmachine-needed", "1.0"));
            assertThat(update.changes().removed()).isEmpty();
            assertThat(update.manifest().operation()).isEqualTo(ImageOperation.UPDATE);
            assertThat(update.manifest().base()).contains(new GenerationName(image.name(), first.generation()));
            assertThat(next.changes().removed()).containsOnly(entry("umlmachine-needed", "1.0"));
            assertThat(next.manifest()).isEqualTo(image.manifest().orElseThrow());

            // Two generations on, on a disk that the store would have collected.
            assertThat(digest(machine)).isEqualTo(before);
            assertThat(machine.readString(NOTE)).isEqualTo("one\n");
            store.gc(GcPolicy.standard());
            assertThat(generations()).contains(first.generation());
        }
        store.gc(GcPolicy.standard());
        assertThat(generations()).doesNotContain(first.generation());
        assertThat(noteOfImage()).isEqualTo("three\n");
    }

    @Test
    void anImageThatIsUpToDateKeepsItsGeneration() throws Exception {
        ImageManifest before = image.manifest().orElseThrow();

        ImageUpdate update = image.update();

        assertThat(update.changes().isEmpty()).isTrue();
        assertThat(update.manifest()).isEqualTo(before);
        assertThat(image.manifest()).contains(before);
        assertNothingIsLeft();
    }

    @Test
    void whatACustomiserLeavesIsTheNextGenerationWithoutTracesOfItsMachine() throws Exception {
        ImageManifest before = image.manifest().orElseThrow();

        ImageManifest after = image.customise(machine -> {
            machine.write("/etc/motd", "changed\n");
            machine.exec("sh", "-c", "head -c 50M /dev/urandom >/big; sync; rm /big")
                    .orThrow();
        });

        assertThat(after.operation()).isEqualTo(ImageOperation.CUSTOMISE);
        assertThat(after.base()).contains(new GenerationName(image.name(), before.generation()));
        assertThat(after.packages()).isEqualTo(before.packages());
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            assertThat(machine.readString("/etc/motd")).isEqualTo("changed\n");
            assertThat(machine.exec("test", "-e", "/etc/resolv.conf").success()).isFalse();
        }
        assertThat(blocks(after.generation()) - blocks(before.generation()))
                .as("growth of the file on the host, in kilobytes: what was removed is a hole")
                .isLessThan(20_000);
        assertNothingIsLeft();
    }

    @Test
    void whatACustomiserThrowsReachesItsCallerAndNothingHasChanged() throws Exception {
        ImageManifest before = image.manifest().orElseThrow();
        IOException failure = new IOException("not today");

        assertThatThrownBy(() -> image.customise(machine -> {
                    machine.exec("rm", "/etc/hostname").orThrow();
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(
                        () -> image.customise(machine -> machine.exec("false").orThrow()))
                .isInstanceOf(CommandFailedException.class);

        assertThat(image.manifest()).contains(before);
        assertNothingIsLeft();
    }

    @Test
    void aScriptThatFailsChangesNothingAndItsLogIsKept() throws Exception {
        ImageManifest before = image.manifest().orElseThrow();
        GuestScript script = new GuestScript("fails", "echo from the script; rm /etc/hostname; exit 7\n");

        assertThatThrownBy(() -> image.customise(script)).isInstanceOfSatisfying(ImageException.class, e -> {
            assertThat(e.failure()).isEqualTo(ImageFailure.PROGRAM);
            assertThat(e.phase()).isEqualTo(ImagePhase.CUSTOMISE);
            assertThat(e.exitStatus()).hasValue(7);
            assertThat(e.logTail()).contains("from the script");
            assertThat(e.log().orElseThrow()).content().contains("from the script");
            assertThat(e).hasMessageContaining("the script fails");
        });

        assertThat(image.manifest()).contains(before);
        assertNothingIsLeft();
    }

    @Test
    void anUpgradeThatFailsChangesNothing() throws Exception {
        ImageManifest before = image.manifest().orElseThrow();
        archive.add(
                "umlmachine-test",
                "9.0",
                Map.of(NOTE, "nine\n", "/DEBIAN/postinst", "#!/bin/sh\necho cannot be configured\nexit 1\n"));
        try {
            assertThatThrownBy(image::update).isInstanceOfSatisfying(ImageException.class, e -> {
                assertThat(e.failure()).isEqualTo(ImageFailure.PROGRAM);
                assertThat(e.phase()).isEqualTo(ImagePhase.UPGRADE);
                assertThat(e.logTail()).contains("cannot be configured");
                assertThat(e.log()).isPresent();
            });
            assertThat(image.manifest()).contains(before);
            assertNothingIsLeft();
        } finally {
            archive.add("umlmachine-test", "1.0", Map.of(NOTE, "one\n"));
        }
    }

    @Test
    void aMirrorThatCannotBeReachedIsAFailureAndNotAnUpdateWithoutNews() throws Exception {
        DebianImage unreachable = DebianImage.builder(TestArchive.SUITE)
                .store(store)
                .network(TestArchive.guestNetwork().isolateHost(true))
                .build();

        assertThatThrownBy(unreachable::update)
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.phase()).isEqualTo(ImagePhase.UPGRADE));
        assertNothingIsLeft();
    }

    @Test
    @Proves("rootstrap.conf freespace")
    void aDiskThatWasShrunkIsLargeWhileItIsChangedAndShrunkAgain() throws Exception {
        DebianImage shrunk = DebianImage.builder(TestArchive.SUITE)
                .store(ImageStore.at(directory.resolve("shrunk")))
                .freeSpace(ByteSize.mebibytes(20))
                .build();
        LinkedImage.link(ImageStore.at(directory.resolve("shrunk")), shrunk.name());

        ImageManifest first = shrunk.customise(new GuestScript("small", "date >/etc/note\n"));
        ImageManifest second = shrunk.customise(new GuestScript("large", "head -c 100M /dev/urandom >/large\n"));

        assertThat(first.size()).isLessThan(ByteSize.gibibytes(1));
        assertThat(second.size().bytes() - first.size().bytes()).isBetween(100L << 20, 110L << 20);
        try (UmlMachine machine = UmlMachine.builder().image(shrunk).boot()) {
            assertThat(machine.exec("stat", "-c", "%s %U", "/large").orThrow().stdout())
                    .isEqualTo((100 << 20) + " root\n");
            String free =
                    machine.exec("df", "--output=avail", "-BM", "/").orThrow().stdout();
            assertThat(Integer.parseInt(free.replaceAll("\\D", ""))).isBetween(20, 28);
        }
    }

    private static List<Integer> generations() throws IOException {
        return store.generations(image.name()).stream()
                .map(generation -> generation.name().number())
                .toList();
    }

    private static String noteOfImage() throws IOException, InterruptedException {
        try (UmlMachine machine = UmlMachine.builder().image(image).boot()) {
            return machine.readString(NOTE);
        }
    }

    /** Reads what the machine has not in its memory any more. */
    private static String digest(UmlMachine machine) throws IOException, InterruptedException {
        machine.write("/proc/sys/vm/drop_caches", "3\n");
        return machine.exec(
                        "sh",
                        "-c",
                        "find /usr/bin /usr/share/umlmachine-test /var/lib/dpkg/status -type f | sort | xargs sha256sum | sha256sum")
                .orThrow()
                .stdout();
    }

    private static long blocks(int generation) throws IOException {
        Path disk = store.directory().resolve(image.name()).resolve("generation-" + generation + ".img");
        Process du = new ProcessBuilder("du", "--block-size=1K", disk.toString()).start();
        return Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\t")[0]);
    }

    private static void assertNothingIsLeft() throws IOException {
        assertThat(children(store.directory().resolve(".work"))).isEmpty();
    }

    private static List<Path> children(Path of) throws IOException {
        if (!Files.isDirectory(of)) {
            return Collections.emptyList();
        }
        try (Stream<Path> files = Files.list(of)) {
            return files.toList();
        }
    }
}
