package io.umlmachine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.umlmachine.ByteSize;
import io.umlmachine.MachineImage;
import io.umlmachine.image.GenerationCheck.Fault;
import io.umlmachine.image.StoreException.Reason;
import io.umlmachine.image.internal.store.Generation;
import io.umlmachine.image.internal.store.ImageDirectory;
import io.umlmachine.image.internal.store.StoreFixture;
import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {

    @TempDir
    Path directory;

    private ImageStore store;

    @BeforeEach
    void openStore() {
        store = ImageStore.at(directory.resolve("store"));
    }

    @Test
    void aStoreThatHasNotBeenMadeIsEmpty() throws Exception {
        assertThat(store.images()).isEmpty();
        assertThat(store.generations("bookworm")).isEmpty();
        assertThat(store.problems()).isEmpty();
        assertThat(store.usage().total()).isEqualTo(new ByteSize(0));
        assertThat(store.gc(GcPolicy.standard()).removed()).isEmpty();
        assertThat(store.directory()).doesNotExist();
    }

    @Test
    void whatIsThereIsListed() throws Exception {
        publish("b", "one");
        publish("a", "one");
        Instant before = Instant.now().minusSeconds(60);
        publish("a", "two");

        assertThat(store.images()).containsExactly("a", "b");
        List<StoredGeneration> generations = store.generations("a");
        assertThat(generations).extracting(StoredGeneration::number).containsExactly(1, 2);
        assertThat(generations).extracting(StoredGeneration::current).containsExactly(false, true);
        StoredGeneration second = generations.get(1);
        assertThat(second.name()).isEqualTo(new GenerationName("a", 2));
        assertThat(second.manifest().generation()).isEqualTo(2);
        assertThat(second.inUse()).isFalse();
        assertThat(second.lastUse()).isAfter(before);
        assertThat(second.size()).isEqualTo(new ByteSize(StoreFixture.DISK_SIZE));
        assertThat(second.diskUse().bytes()).isBetween(8192L, 64L << 10);
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void useIsSeen() throws Exception {
        publish("a", "one");
        try (MachineImage.Lease lease = store.image(new GenerationName("a", 1)).acquire()) {
            assertThat(lease.path()).isReadable();
            assertThat(store.generations("a").get(0).inUse()).isTrue();
        }
        assertThat(store.generations("a").get(0).inUse()).isFalse();
    }

    @Test
    void rollingBackSwitchesAndRemovesNothing() throws Exception {
        publish("a", "one");
        publish("a", "two");
        try (MachineImage.Lease second = store.image(new GenerationName("a", 2)).acquire()) {
            StoredGeneration current = store.rollback("a");

            assertThat(current.number()).isEqualTo(1);
            assertThat(current.current()).isTrue();
            assertThat(second.path()).exists();
            assertThat(StoreFixture.files(store.directory().resolve(".work"))).isEmpty();
        }
        assertThat(store.rollback("a", 2).number()).isEqualTo(2);
        assertThat(store.rollback("a", 1).number()).isEqualTo(1);
        assertThatThrownBy(() -> store.rollback("a"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_GENERATION))
                .hasMessageContaining("there are: 1, 2");

        assertThat(publish("a", "three").number()).isEqualTo(3);
        assertThat(store.generations("a"))
                .as("the one rolled back to stays, for it was current before")
                .extracting(StoredGeneration::number)
                .containsExactly(1, 3);
    }

    @Test
    void whatIsNotThereIsRefusedWithItsName() throws Exception {
        publish("a", "one");
        GenerationName missing = new GenerationName("a", 7);
        assertThatThrownBy(() -> store.image(missing).acquire())
                .isInstanceOfSatisfying(StoreException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NO_GENERATION);
                    assertThat(e.image()).isEqualTo("a");
                    assertThat(e.generation()).isEqualTo(OptionalInt.of(7));
                })
                .hasMessageContaining("a/7")
                .hasMessageContaining("there are: 1");
        assertThatThrownBy(() -> store.rollback("a", 7)).hasMessageContaining("a/7");
        assertThatThrownBy(() -> store.verify(missing)).hasMessageContaining("a/7");
        assertThatThrownBy(() -> store.remove("a", 7)).hasMessageContaining("a/7");
        for (NoImage action : List.<NoImage>of(
                () -> store.rollback("c"),
                () -> store.verify("c"),
                () -> store.remove("c"),
                () -> store.remove("c", 1))) {
            assertThatThrownBy(action::run).isInstanceOfSatisfying(StoreException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.NO_IMAGE);
                assertThat(e.generation()).isEmpty();
            });
        }
        assertThat(store.directory().resolve("c")).doesNotExist();
    }

    private interface NoImage {
        void run() throws IOException, InterruptedException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../a", "a/b", "/etc", ".work", "logs", "a\nb", "-a"})
    void noPathPassesForTheNameOfAnImage(String name) {
        assertThatThrownBy(() -> store.generations(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.remove(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.image(new GenerationName(name, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSoundGenerationIsToldSo() throws Exception {
        publish("a", "one");
        publish("a", "two");

        assertThat(store.verify("a")).hasSize(2).allMatch(GenerationCheck::sound);
        assertThat(store.verify(new GenerationName("a", 2)).sound()).isTrue();
    }

    @Test
    void everyDifferenceFromTheManifestIsTold() throws Exception {
        Generation generation = publish("a", "one");
        Files.setPosixFilePermissions(generation.image(), PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel disk = FileChannel.open(generation.image(), StandardOpenOption.WRITE)) {
            disk.truncate(8192);
        }

        GenerationCheck check = store.verify(new GenerationName("a", 1));
        assertThat(check.sound()).isFalse();
        assertThat(check.faults())
                .extracting(Fault::kind)
                .containsExactly(GenerationCheck.Kind.MODE, GenerationCheck.Kind.SIZE, GenerationCheck.Kind.DATA);
        assertThat(check.faults().get(0).found()).isEqualTo("rw-r--r--");
        assertThat(check.faults().get(1)).isEqualTo(new Fault(GenerationCheck.Kind.SIZE, "1048576", "8192"));
    }

    @Test
    void aBitThatHasFlippedInTheDataIsFound() throws Exception {
        Generation generation = publish("a", "one");
        Files.setPosixFilePermissions(generation.image(), PosixFilePermissions.fromString("rw-r--r--"));
        byte[] disk = Files.readAllBytes(generation.image());
        disk[disk.length - 1] ^= 1;
        Files.write(generation.image(), disk);
        Files.setPosixFilePermissions(generation.image(), PosixFilePermissions.fromString("r--r--r--"));

        assertThat(store.verify("a").get(0).faults())
                .extracting(Fault::kind)
                .containsExactly(GenerationCheck.Kind.DATA);
    }

    @Test
    void whoVerifiesCanBeInterrupted() throws Exception {
        publish("a", "one");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.verify("a")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(store.generations("a").get(0).inUse()).isFalse();
    }

    @Test
    void removingAnImageLeavesNothingToUseAndFreesItsRoom() throws Exception {
        publish("a", "one");
        publish("a", "two");

        store.remove("a", 1);
        assertThat(store.generations("a")).hasSize(1);
        assertThatThrownBy(() -> store.remove("a", 2))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CURRENT))
                .hasMessageContaining("roll back first");
        store.remove("a");

        assertThat(store.images()).isEmpty();
        assertThat(store.usage().total()).isEqualTo(new ByteSize(0));
        assertThat(StoreFixture.files(store.directory().resolve("a"))).containsExactly("last", "lock");
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void whatIsInUseIsNotRemovedNorIsTheRestOfItsImage() throws Exception {
        publish("a", "one");
        publish("a", "two");
        try (MachineImage.Lease lease = store.image(new GenerationName("a", 1)).acquire()) {
            for (NoImage action : List.<NoImage>of(() -> store.remove("a"), () -> store.remove("a", 1))) {
                assertThatThrownBy(action::run)
                        .isInstanceOfSatisfying(StoreException.class, e -> {
                            assertThat(e.reason()).isEqualTo(Reason.IN_USE);
                            assertThat(e.generation()).hasValue(1);
                        })
                        .hasMessageContaining("fuser -v");
            }
            assertThat(lease.path()).exists();
        }
        assertThat(store.generations("a")).hasSize(2);
        assertThat(store.generations("a").get(1).current()).isTrue();
    }

    @Test
    void gcRemovesWhatMayGoAndTellsWhatStayedInUse() throws Exception {
        publish("a", "one");
        try (MachineImage.Lease first = store.image(new GenerationName("a", 1)).acquire()) {
            publish("a", "two");
            publish("a", "three");
            store.rollback("a", 2);
            GcReport report = store.gc(GcPolicy.builder().keepGenerations(1).build());

            assertThat(report.removed()).containsExactly(new GenerationName("a", 3));
            assertThat(report.freed().bytes()).isPositive();
            assertThat(report.inUse()).containsExactly(new GenerationName("a", 1));
            assertThat(report.remaining()).isEqualTo(store.usage().total());
            assertThat(first.path()).exists();
        }
        assertThat(store.gc(GcPolicy.builder().keepGenerations(1).build()).removed())
                .containsExactly(new GenerationName("a", 1));
        assertThat(store.generations("a")).extracting(StoredGeneration::number).containsExactly(2);
    }

    @Test
    void gcRemovesWholeImagesThatNobodyUsedForLong() throws Exception {
        Generation old = publish("a", "one");
        publish("b", "one");
        Files.setLastModifiedTime(use(old), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        GcPolicy policy = GcPolicy.builder().removeUnused(Duration.ofDays(2)).build();

        assertThat(store.gc(policy).removed()).containsExactly(new GenerationName("a", 1));
        assertThat(store.images()).containsExactly("b");
        assertThat(store.gc(policy).removed()).isEmpty();
    }

    @Test
    void gcRemovesWhatKilledProgramsLeft() throws Exception {
        Generation whole = publish("a", "one");
        Files.createFile(store.directory().resolve("a/generation-2.use"));
        Files.writeString(store.directory().resolve("a/generation-2.json"), "{}");
        Files.writeString(store.directory().resolve("a/generation-3.gone"), "half removed");
        assertThat(store.problems())
                .extracting(StoreProblem::kind)
                .containsExactly(StoreProblem.Kind.LEFTOVER, StoreProblem.Kind.LEFTOVER);

        GcReport report = store.gc(GcPolicy.standard());

        assertThat(report.removed()).containsExactly(new GenerationName("a", 2), new GenerationName("a", 3));
        assertThat(store.problems()).isEmpty();
        assertThat(whole.image()).exists();
    }

    @Test
    void gcRemovesTheLogsOfAttemptsThatFailedLongAgo() throws Exception {
        Path logs = Files.createDirectories(store.directory().resolve("logs"));
        Path old = Files.writeString(logs.resolve("a-20200101T000000.000Z.log"), "no route to host\n");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        Path fresh = Files.writeString(logs.resolve("a-20200201T000000.000Z.log"), "no space left\n");
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().minus(Duration.ofDays(29))));

        assertThat(store.gc(GcPolicy.standard()).freed()).isEqualTo(new ByteSize("no route to host\n".length()));
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void gcLeavesAnImageAloneThatIsBeingMadeAndOneThatCannotBeChanged() throws Exception {
        ImageDirectory made = new ImageDirectory(store.directory(), "a");
        publish("a", "one");
        Files.createFile(store.directory().resolve("a/generation-2.use"));

        made.exclusively(() -> {
            assertThat(store.gc(GcPolicy.standard()).busy()).containsExactly("a");
            return 0;
        });

        Assumptions.assumeFalse(isRoot(), "nothing is forbidden to root");
        Files.setPosixFilePermissions(store.directory().resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(store.gc(GcPolicy.standard()).failures())
                    .extracting(StoreProblem::path)
                    .containsExactly(store.directory().resolve("a"));
            assertThatThrownBy(() -> store.remove("a"))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(store.directory().resolve("a").toString())
                    .hasMessageContaining("cannot write it");
            assertThat(store.images()).containsExactly("a");
            store.image(new GenerationName("a", 1)).acquire().close();
        } finally {
            Files.setPosixFilePermissions(store.directory().resolve("a"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void damageIsToldAndTheRestWorks() throws Exception {
        publish("good", "one");
        Files.delete(publish("lost", "one").manifest());
        overwrite(publish("later", "one").manifest(), "{\"format\": 99}");
        Files.delete(store.directory().resolve("good/current"));
        Files.createDirectory(store.directory().resolve("foreign"));
        Files.createFile(store.directory().resolve("foreign/photo.jpeg"));
        Files.createFile(store.directory().resolve("notes.txt"));
        Generation dangling = publish("dangling", "one");
        Files.delete(store.directory().resolve("dangling/current"));
        Files.createSymbolicLink(store.directory().resolve("dangling/current"), Path.of("generation-9.img"));

        assertThat(store.images()).contains("good", "dangling").doesNotContain("lost", "foreign");
        assertThat(store.problems())
                .extracting(
                        problem -> store.directory().relativize(problem.path()).toString(), StoreProblem::kind)
                .containsExactlyInAnyOrder(
                        tuple("dangling/current", StoreProblem.Kind.NO_CURRENT),
                        tuple("foreign/photo.jpeg", StoreProblem.Kind.FOREIGN),
                        tuple("good/current", StoreProblem.Kind.NO_CURRENT),
                        tuple("later/generation-1.json", StoreProblem.Kind.MANIFEST),
                        tuple("lost/generation-1.json", StoreProblem.Kind.MANIFEST),
                        tuple("notes.txt", StoreProblem.Kind.FOREIGN));
        assertThat(store.generations("later")).isEmpty();
        assertThat(store.verify("lost").get(0).faults())
                .extracting(Fault::kind)
                .containsExactly(GenerationCheck.Kind.MANIFEST);
        assertThatThrownBy(() -> store.rollback("later", 1))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED))
                .hasMessageContaining("has the format 99");

        assertThat(store.rollback("dangling").name()).isEqualTo(dangling.name());
        assertThat(store.rollback("good").current()).isTrue();
    }

    @Test
    void aDirectoryThatCannotBeReadIsTold() throws Exception {
        Assumptions.assumeFalse(isRoot(), "nothing is forbidden to root");
        publish("a", "one");
        publish("b", "one");
        Path closed = store.directory().resolve("b");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assertThat(store.images()).containsExactly("a");
            assertThat(store.problems()).extracting(StoreProblem::kind).containsExactly(StoreProblem.Kind.UNREADABLE);
            assertThat(store.usage().images()).containsOnlyKeys("a");
            assertThat(store.gc(GcPolicy.standard()).failures()).isEmpty();
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theUseOfDiskIsCountedInBlocks() throws Exception {
        publish("a", "one");
        Files.createDirectories(store.directory().resolve("logs"));
        Files.write(store.directory().resolve("logs/a.log"), new byte[10_000]);
        try (OwnedDirectory work = OwnedDirectory.create(store.directory().resolve(".work"))) {
            Files.write(work.path().resolve("disk.img"), new byte[100_000]);
            StoreUsage usage = store.usage();

            assertThat(usage.images()).containsOnlyKeys("a");
            assertThat(usage.images().get("a").bytes()).isBetween(8192L, 64L << 10);
            assertThat(usage.logs().bytes()).isBetween(10_000L, 20_000L);
            assertThat(usage.work().bytes()).isBetween(100_000L, 130_000L);
            assertThat(usage.total().bytes())
                    .isEqualTo(usage.images().get("a").bytes()
                            + usage.logs().bytes()
                            + usage.work().bytes());
        }
    }

    private Generation publish(String image, String content) throws IOException, InterruptedException {
        return StoreFixture.publish(new ImageDirectory(store.directory(), image), content);
    }

    private static void overwrite(Path file, String text) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, text);
    }

    private static Path use(Generation generation) throws IOException {
        try (Stream<Path> files = Files.list(generation.directory())) {
            return files.filter(file -> file.toString().endsWith("-" + generation.number() + ".use"))
                    .findAny()
                    .orElseThrow();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
