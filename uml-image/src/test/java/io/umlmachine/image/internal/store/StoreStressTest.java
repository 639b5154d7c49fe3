package io.umlmachine.image.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.umlmachine.image.GcPolicy;
import io.umlmachine.image.ImageStore;
import io.umlmachine.image.StoreProblem;
import io.umlmachine.image.StoredGeneration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens at bad moments. {@code -Dstore.kills=N} and {@code -Dstore.rounds=N} ask for more of them. */
@Timeout(600)
class StoreStressTest {

    private static final Logger LOG = LoggerFactory.getLogger(StoreStressTest.class);
    private static final int KILLS = Integer.getInteger("store.kills", 5);
    private static final int ROUNDS = Integer.getInteger("store.rounds", 40);
    private static final int LEASES = 1000;

    @TempDir
    Path directory;

    private ImageDirectory images;
    private ImageStore store;

    @BeforeEach
    void openStore() {
        store = ImageStore.at(directory.resolve("store"));
        images = new ImageDirectory(store.directory(), "bookworm");
    }

    @Test
    void whoIsKilledWhilePublishingLeavesTheOldGenerationOrTheNewOne() throws Exception {
        StoreFixture.publish(images, "generation 1");
        Random random = new Random();
        int before = 1;
        int parts = 0;
        for (int i = 0; i < KILLS; i++) {
            try (OtherProgram publisher = OtherProgram.publishing(images, Integer.MAX_VALUE)) {
                publisher.kill(Duration.ofNanos(random.nextInt(60_000_000)));
            }
            List<StoredGeneration> generations = store.generations("bookworm");
            StoredGeneration current = generations.stream()
                    .filter(StoredGeneration::current)
                    .findAny()
                    .orElseThrow();
            assertThat(current.number()).isGreaterThanOrEqualTo(before);
            for (StoredGeneration each : generations) {
                assertThat(StoreFixture.content(each.disk())).isEqualTo("generation " + each.number());
            }
            assertThat(store.verify("bookworm")).allMatch(check -> check.sound());
            parts += store.problems().isEmpty()
                            && StoreFixture.files(images.work()).isEmpty()
                    ? 0
                    : 1;
            assertThat(store.problems()).allMatch(problem -> problem.kind() == StoreProblem.Kind.LEFTOVER);

            int next = StoreFixture.publish(
                            images,
                            "generation " + images.exclusively(images::next).number())
                    .number();
            assertThat(next).isGreaterThan(current.number());
            assertThat(StoreFixture.files(images.directory())).isEqualTo(StoreFixture.filesOf(current.number(), next));
            store.gc(GcPolicy.standard());
            assertThat(StoreFixture.files(images.work())).isEmpty();
            assertThat(store.problems()).isEmpty();
            before = next;
        }
        LOG.info("{} kills, {} generations, {} of them left parts", KILLS, before, parts);
    }

    @Test
    void whoLeasesWhileOthersPublishAndCollectAlwaysHasAWholeDisk() throws Exception {
        StoreFixture.publish(images, "generation 1");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger leases = new AtomicInteger();
        ExecutorService pool = Executors.newCachedThreadPool();
        try (OtherProgram publisher = OtherProgram.publishing(images, ROUNDS)) {
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(pool.submit(() -> {
                    while (!done.get()) {
                        try (GenerationLease lease = images.lease().orElseThrow()) {
                            String expected = "generation " + lease.generation().number();
                            assertThat(StoreFixture.content(lease.path())).isEqualTo(expected);
                            assertThat(images.manifest(lease.generation()).generation())
                                    .isEqualTo(lease.generation().number());
                            leases.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            others.add(pool.submit(() -> {
                while (!done.get()) {
                    store.gc(GcPolicy.builder().keepGenerations(1).build());
                    assertThat(store.images()).containsExactly("bookworm");
                    assertThat(store.generations("bookworm")).isNotEmpty();
                }
                return null;
            }));
            for (int i = 0; i < ROUNDS; i++) {
                images.exclusively(() -> StoreFixture.publishHere(
                        images, "generation " + images.next().number()));
            }
            publisher.join();
            done.set(true);
            for (Future<?> other : others) {
                other.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(images.current().orElseThrow().number()).isEqualTo(1 + 2 * ROUNDS);
        assertThat(leases).hasPositiveValue();
        store.gc(GcPolicy.builder().keepGenerations(1).build());
        assertThat(StoreFixture.files(images.directory())).isEqualTo(StoreFixture.filesOf(1 + 2 * ROUNDS));
    }

    @Test
    void aReaderInAnotherProgramKeepsItsGenerationThroughAnyCollection() throws Exception {
        Generation first = StoreFixture.publish(images, "one");
        try (OtherProgram reader = OtherProgram.leasing(images)) {
            StoreFixture.publish(images, "two");
            StoreFixture.publish(images, "three");
            assertThat(store.gc(GcPolicy.builder()
                                    .keepGenerations(1)
                                    .removeUnused(Duration.ZERO)
                                    .build())
                            .inUse())
                    .contains(first.name());
            assertThat(reader.held()).exists();
            assertThat(store.generations("bookworm").get(0).inUse()).isTrue();
            reader.kill();
        }
        assertThat(store.gc(GcPolicy.builder().removeUnused(Duration.ZERO).build())
                        .inUse())
                .isEmpty();
        assertThat(store.images()).isEmpty();
    }

    @Test
    void aThousandLeasesTakeLittleTimeAndOneDescriptor() throws Exception {
        StoreFixture.publish(images, "one");
        images.lease().orElseThrow().close();
        long before = descriptors();
        List<GenerationLease> leases = new ArrayList<>();
        long start = System.nanoTime();
        // Nobody needs the lock that those who make generations hold.
        images.exclusively(() -> {
            for (int i = 0; i < LEASES; i++) {
                leases.add(images.lease().orElseThrow());
            }
            return 0;
        });
        Duration all = Duration.ofNanos(System.nanoTime() - start);
        long held = descriptors() - before;
        leases.forEach(GenerationLease::close);
        Duration singly = leaseSingly();

        LOG.info(
                "A lease takes {} us beside others, {} us alone",
                all.toNanos() / 1000 / LEASES,
                singly.toNanos() / 1000);
        assertThat(held).isLessThanOrEqualTo(2);
        assertThat(all.dividedBy(LEASES)).isLessThan(Duration.ofMillis(10));
        assertThat(singly).isLessThan(Duration.ofMillis(10));
    }

    /** Each takes the file lock and gives it back. */
    private Duration leaseSingly() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < LEASES; i++) {
            images.lease().orElseThrow().close();
        }
        return Duration.ofNanos(System.nanoTime() - start).dividedBy(LEASES);
    }

    private static long descriptors() throws Exception {
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
