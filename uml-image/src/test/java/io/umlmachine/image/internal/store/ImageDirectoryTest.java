package io.umlmachine.image.internal.store;

import static io.umlmachine.image.internal.store.StoreFixture.content;
import static io.umlmachine.image.internal.store.StoreFixture.filesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.umlmachine.internal.host.OwnedDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDirectoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path store;

    private ImageDirectory images;

    @BeforeEach
    void openDirectory() {
        images = new ImageDirectory(store, "bookworm");
    }

    @Test
    void aStoreThatIsNotThereHasNoImage() throws IOException {
        assertThat(images.current()).isEmpty();
        assertThat(images.lease()).isEmpty();
    }

    @Test
    void whatIsPublishedIsCurrentAndReadOnlyAndKeepsItsTime() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

        Generation first = images.exclusively(() -> {
            try (OwnedDirectory work = OwnedDirectory.create(images.work())) {
                Path disk = Files.writeString(work.path().resolve("disk.img"), "one");
                Files.setLastModifiedTime(disk, time);
                return images.publish(disk, Manifests.manifest(images.next().number()));
            }
        });

        assertThat(images.current()).contains(first);
        assertThat(first.image()).hasContent("one").isEqualTo(store.resolve("bookworm/generation-1.img"));
        assertThat(Files.getLastModifiedTime(first.image())).isEqualTo(time);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.image())))
                .isEqualTo("r--r--r--");
        assertThat(images.manifest(first)).isEqualTo(Manifests.manifest(1));
        assertThat(store.resolve(".work")).isEmptyDirectory();
    }

    @Test
    void theGenerationBeforeStaysAndOlderOnesThatNobodyUsesGo() throws Exception {
        Generation first = publish("one");
        publish("two");
        assertThat(first.image()).exists();
        Generation third = publish("three");

        assertThat(images.current()).contains(third);
        assertThat(third.number()).isEqualTo(3);
        assertThat(files()).isEqualTo(filesOf(2, 3));
    }

    @Test
    void aLeasedGenerationStaysUntilNobodyHasIt() throws Exception {
        Generation first = publish("one");
        GenerationLease lease = images.lease().orElseThrow();
        GenerationLease again = images.lease().orElseThrow();

        publish("two");
        publish("three");
        lease.close();
        lease.close();
        publish("four");
        assertThat(content(first.image())).as("leased once still").isEqualTo("one");

        again.close();
        publish("five");
        assertThat(files()).isEqualTo(filesOf(4, 5));
    }

    @Test
    void aGenerationThatAnotherProgramLeasesStays() throws Exception {
        Generation first = publish("one");
        try (OtherProgram other = OtherProgram.leasing(images)) {
            assertThat(other.held()).isEqualTo(first.image());
            publish("two");
            publish("three");
            assertThat(content(first.image())).isEqualTo("one");
        }

        publish("four");
        assertThat(first.image()).doesNotExist();
    }

    @Test
    void aReaderThatIsKilledHoldsNothingAnyMore() throws Exception {
        Generation first = publish("one");
        try (OtherProgram other = OtherProgram.leasing(images)) {
            publish("two");
            publish("three");
            assertThat(first.image()).exists();
            other.kill();
        }

        publish("four");
        assertThat(files()).isEqualTo(filesOf(3, 4));
    }

    @Test
    void aLeaseByAnotherPathToTheSameStoreDoesNotDropTheFirst() throws Exception {
        Generation first = publish("one");
        Path alias = Files.createSymbolicLink(store.resolveSibling("alias-" + store.getFileName()), store);
        try (GenerationLease own = images.lease().orElseThrow()) {
            new ImageDirectory(alias, "bookworm").lease().orElseThrow().close();
            try (OtherProgram other = OtherProgram.publishing(images, 2)) {
                other.join();
            }
            assertThat(own.path()).isEqualTo(first.image()).exists();
            assertThat(images.current().orElseThrow().number()).isEqualTo(3);
        } finally {
            Files.delete(alias);
        }
    }

    @Test
    void aLeaseOfAnotherGenerationDoesNotDropTheFirst() throws Exception {
        Generation first = publish("one");
        try (GenerationLease own = images.lease().orElseThrow()) {
            publish("two");
            images.lease().orElseThrow().close();
            assertThat(own.path()).isEqualTo(first.image());
            try (OtherProgram other = OtherProgram.publishing(images, 2)) {
                other.join();
            }
            assertThat(content(first.image())).isEqualTo("one");
        }
        publish("five");
        assertThat(files()).isEqualTo(filesOf(4, 5));
    }

    @Test
    void aLeaseTellsTheTimeOfTheLastUseAndSoDoesItsEnd() throws Exception {
        Generation first = publish("one");
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(first.use(), longAgo);

        GenerationLease lease = images.lease().orElseThrow();
        assertThat(Files.getLastModifiedTime(first.use())).isGreaterThan(longAgo);
        lease.close();
        Files.setLastModifiedTime(first.use(), longAgo);
        images.lease().orElseThrow().close();
        assertThat(Files.getLastModifiedTime(first.use())).isGreaterThan(longAgo);
    }

    @Test
    void aMarkThatWasLostIsThereAgainWhenTheGenerationIsLeased() throws Exception {
        Generation first = publish("one");
        Files.delete(first.use());

        try (GenerationLease lease = images.lease().orElseThrow()) {
            assertThat(lease.path()).isEqualTo(first.image());
            assertThat(UseLocks.isUsed(first)).isTrue();
        }
        assertThat(UseLocks.isUsed(first)).isFalse();
    }

    @Test
    void anInterruptDoesNotKeepFromLeasing() throws Exception {
        publish("one");
        Thread.currentThread().interrupt();
        try (GenerationLease lease = images.lease().orElseThrow()) {
            assertThat(lease.path()).exists();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aNumberIsNotGivenAgainWhenTheLastGenerationIsGone() throws Exception {
        publish("one");
        Generation second = publish("two");
        images.exclusively(() -> {
            images.makeCurrent(images.generation(1));
            return images.removeUnlessUsed(second);
        });

        assertThat(publish("three").number()).isEqualTo(3);
        assertThat(images.exclusively(images::removeAllUnlessUsed)).isEmpty();
        assertThat(publish("four").number()).isEqualTo(4);
        Files.writeString(store.resolve("bookworm/last"), "no number");
        assertThat(publish("five").number()).isEqualTo(5);
    }

    @Test
    void ofManyThreadsOneBuilds() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> leased = IntStream.range(0, 8)
                    .mapToObj(i -> pool.submit(() -> images.exclusively(() -> {
                        Optional<GenerationLease> present = images.lease();
                        if (present.isEmpty()) {
                            builds.incrementAndGet();
                            StoreFixture.publishHere(images, "one");
                        }
                        try (GenerationLease lease =
                                present.orElse(images.lease().orElseThrow())) {
                            return lease.path();
                        }
                    })))
                    .toList();
            for (Future<Path> path : leased) {
                assertThat(path.get(20, TimeUnit.SECONDS)).isEqualTo(store.resolve("bookworm/generation-1.img"));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(builds).hasValue(1);
    }

    @Test
    void whatAnotherProgramBuildsIsWaitedFor() throws Exception {
        OtherProgram other = OtherProgram.building(images);
        try (FileChannel lock = FileChannel.open(store.resolve("bookworm/lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).as("the other program's lock").isNull();
        } finally {
            other.close();
        }

        assertThat(images.exclusively(() -> "my turn")).isEqualTo("my turn");
    }

    @Test
    void whoWaitsForABuildCanBeInterrupted() throws Exception {
        CountDownLatch building = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Future<?> builder = pool.submit(() -> images.exclusively(() -> {
                building.countDown();
                done.await();
                return 0;
            }));
            building.await();
            AtomicInteger interrupted = new AtomicInteger();
            Thread waiter = new Thread(() -> {
                try {
                    images.exclusively(() -> 0);
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            waiter.start();
            Awaitility.await().atMost(PATIENCE).until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            waiter.interrupt();
            waiter.join(PATIENCE.toMillis());

            assertThat(interrupted).hasValue(1);
            done.countDown();
            builder.get(20, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aBuildThatAsksForItsOwnImageIsRefusedInsteadOfWaitingForItself() {
        assertThatThrownBy(() -> images.exclusively(() -> images.exclusively(() -> 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("asked for by what makes it");
    }

    @Test
    void aGenerationThatAKilledProgramDidNotFinishCountsForNothingAndGoes() throws Exception {
        publish("one");
        Files.writeString(store.resolve("bookworm/generation-2.img"), "not current");
        Files.writeString(store.resolve("bookworm/generation-3.json"), "{}");
        Files.writeString(store.resolve("bookworm/generation-4.gone"), "half removed");

        assertThat(images.current().orElseThrow().number()).isEqualTo(1);
        Generation next = publish("five");

        assertThat(next.number()).isEqualTo(5);
        assertThat(files()).isEqualTo(filesOf(1, 5));
    }

    @Test
    void aLinkThatLeadsNowhereIsNoImage() throws Exception {
        Generation first = publish("one");
        Files.delete(first.image());

        assertThat(images.current()).isEmpty();
        assertThat(images.lease()).isEmpty();
    }

    private Generation publish(String content) throws IOException, InterruptedException {
        return StoreFixture.publish(images, content);
    }

    private List<String> files() throws IOException {
        return StoreFixture.files(store.resolve("bookworm"));
    }
}
