package io.umlmachine.image.internal.store;

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
import java.util.stream.Stream;
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
    void anUnusedGenerationGoesWhenItIsSuperseded() throws Exception {
        Generation first = publish("one");
        Generation second = publish("two");

        assertThat(images.current()).contains(second);
        assertThat(second.number()).isEqualTo(2);
        assertThat(first.image()).doesNotExist();
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "current", "lock", "generation-2.img", "generation-2.json", "generation-2.use");
    }

    @Test
    void aLeasedGenerationStaysUntilNobodyHasIt() throws Exception {
        Generation first = publish("one");
        GenerationLease lease = images.lease().orElseThrow();
        GenerationLease again = images.lease().orElseThrow();

        publish("two");
        lease.close();
        lease.close();
        publish("three");
        assertThat(first.image()).as("leased once still").hasContent("one");

        again.close();
        publish("four");
        assertThat(first.image()).doesNotExist();
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "current", "lock", "generation-4.img", "generation-4.json", "generation-4.use");
    }

    @Test
    void aGenerationThatAnotherProgramLeasesStays() throws Exception {
        Generation first = publish("one");
        try (OtherProgram other = OtherProgram.leasing(images)) {
            assertThat(other.held()).isEqualTo(first.image());
            publish("two");
            assertThat(first.image()).hasContent("one");
        }

        publish("three");
        assertThat(first.image()).doesNotExist();
    }

    @Test
    void aLeaseOfAnotherGenerationDoesNotDropTheFirst() throws Exception {
        Generation first = publish("one");
        try (OtherProgram other = OtherProgram.leasing(images);
                GenerationLease own = images.lease().orElseThrow()) {
            assertThat(own.path()).isEqualTo(other.held());
            publish("two");
            images.lease().orElseThrow().close();
        }

        assertThat(first.image()).hasContent("one");
        publish("three");
        assertThat(first.image()).doesNotExist();
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
                            publishHere("one");
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
            Awaitility.await().atMost(PATIENCE).until(() -> waiter.getState() == Thread.State.WAITING);
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

        assertThat(images.current().orElseThrow().number()).isEqualTo(1);
        Generation next = publish("four");

        assertThat(next.number()).isEqualTo(4);
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "current", "lock", "generation-4.img", "generation-4.json", "generation-4.use");
    }

    @Test
    void aLinkThatLeadsNowhereIsNoImage() throws Exception {
        Generation first = publish("one");
        Files.delete(first.image());

        assertThat(images.current()).isEmpty();
        assertThat(images.lease()).isEmpty();
    }

    private Generation publish(String content) throws IOException, InterruptedException {
        return images.exclusively(() -> publishHere(content));
    }

    private Generation publishHere(String content) throws IOException {
        try (OwnedDirectory work = OwnedDirectory.create(images.work())) {
            Path disk = Files.writeString(work.path().resolve("disk.img"), content);
            return images.publish(disk, Manifests.manifest(images.next().number()));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("bookworm"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
