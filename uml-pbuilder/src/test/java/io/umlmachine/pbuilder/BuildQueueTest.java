package io.umlmachine.pbuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.umlmachine.ExitStatus;
import io.umlmachine.pbuilder.BuildResult.Outcome;
import io.umlmachine.pbuilder.internal.queue.QueueRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queues of real source packages, which nobody builds. */
@Timeout(60)
class BuildQueueTest {

    @TempDir
    private Path directory;

    private final List<String> built = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> locals = new ConcurrentHashMap<>();
    private final Set<String> failing = new HashSet<>();

    private BuildQueue queue() {
        return BuildQueue.of(Pbuilder.with(PbuilderConfig.builder().build()))
                .atOnce(2)
                .inDependencyOrder(true);
    }

    private BuildRequest source(String name, String buildDepends) throws IOException {
        return BuildRequest.of(
                SourcePackage.of(name, "1").buildDepends(buildDepends).write(directory));
    }

    private BuildResult build(BuildRequest request) {
        Dsc dsc = Dsc.read(request.dsc());
        built.add(dsc.source());
        locals.put(
                dsc.source(),
                request.localPackages().stream()
                        .map(deb -> deb.getFileName().toString())
                        .toList());
        return result(
                dsc,
                failing.contains(dsc.source()) ? new Outcome.Failed(ExitStatus.exited(2)) : new Outcome.Succeeded());
    }

    private BuildResult result(Dsc dsc, Outcome outcome) {
        Changes changes = new Changes(
                directory.resolve(dsc.source() + ".changes"),
                dsc.source(),
                dsc.version(),
                List.of("amd64"),
                List.of(new FileEntry(dsc.source() + "_1_amd64.deb", 1, "0".repeat(64))));
        return new BuildResult(
                dsc,
                outcome,
                outcome instanceof Outcome.Succeeded ? Optional.of(changes) : Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                directory.resolve("log"),
                List.of(),
                Duration.ZERO,
                BuildMachine.unknown(),
                List.of(),
                Optional.empty());
    }

    private QueueReport run(BuildQueue queue, QueueRun.Builder builder, BuildRequest... requests)
            throws IOException, InterruptedException {
        try (RunningQueue running = queue.start(List.of(requests), builder)) {
            return running.await();
        }
    }

    @Test
    void dependenciesComeFirstAndTheirPackagesAreAtHand() throws IOException, InterruptedException {
        List<QueueEvent> events = new ArrayList<>();
        QueueReport report = run(
                queue().onEvent(events::add),
                this::build,
                source("top", "middle (>= 1), debhelper-compat (= 13)"),
                source("middle", "other | bottom, bottom:any"),
                source("bottom", ""));
        assertThat(built).containsExactly("bottom", "middle", "top");
        assertThat(locals)
                .containsEntry("bottom", List.of())
                .containsEntry("middle", List.of("bottom_1_amd64.deb"))
                .containsEntry("top", List.of("middle_1_amd64.deb", "bottom_1_amd64.deb"));
        assertThat(report.success()).isTrue();
        assertThat(report.entries())
                .extracting(entry -> entry.source().source())
                .containsExactly("top", "middle", "bottom");
        assertThat(report.debs()).hasSize(3);
        assertThat(events)
                .extracting(event ->
                        event.source().source() + " " + event.getClass().getSimpleName())
                .containsExactly(
                        "bottom Started",
                        "bottom Finished",
                        "middle Started",
                        "middle Finished",
                        "top Started",
                        "top Finished");
    }

    @Test
    void theReportTellsWhenEachBuildRanAndWhatItLeft() throws IOException, InterruptedException {
        failing.add("bottom");
        List<BuildEvent> events = new CopyOnWriteArrayList<>();
        QueueReport report = run(
                queue(),
                request -> {
                    Dsc dsc = Dsc.read(request.dsc());
                    request.onEvent().accept(new BuildEvent.Started(dsc, directory.resolve("log")));
                    request.onEvent().accept(new BuildEvent.Reported(directory.resolve("page.html")));
                    return build(request);
                },
                source("bottom", "").onEvent(events::add),
                source("top", "bottom"));
        assertThat(events).hasSize(2);
        assertThat(report.entries().get(0).run()).hasValueSatisfying(run -> {
            assertThat(run.log()).contains(directory.resolve("log"));
            assertThat(run.report()).contains(directory.resolve("page.html"));
            assertThat(run.begin().plus(run.duration())).isLessThanOrEqualTo(report.duration());
        });
        assertThat(report.entries().get(1).run()).isEmpty();
    }

    @Test
    void withoutOrderTheyAreBuiltAsTheyAreGiven() throws IOException, InterruptedException {
        run(queue().inDependencyOrder(false).atOnce(1), this::build, source("top", "bottom"), source("bottom", "top"));
        assertThat(built).containsExactly("top", "bottom");
        assertThat(locals).containsEntry("bottom", List.of());
    }

    @Test
    void sourcesThatNeedEachOtherAreToldBeforeAnythingIsBuilt() throws IOException {
        BuildRequest[] requests = {source("free", ""), source("aa", "free, bb"), source("bb", "cc"), source("cc", "aa")
        };
        assertThatThrownBy(() -> run(queue(), this::build, requests))
                .isInstanceOfSatisfying(DependencyCycleException.class, e -> {
                    assertThat(e.cycle()).extracting(Dsc::source).containsExactly("aa", "bb", "cc");
                    assertThat(e).hasMessageContaining("aa needs bb needs cc needs aa");
                });
        assertThat(built).isEmpty();
    }

    @Test
    void whatIsForOthersIsNoDependency() throws IOException, InterruptedException {
        run(
                queue().atOnce(1),
                this::build,
                source("first", "second [no-such-arch], second <stage1>, archive-package | second, first"),
                source("second", "first [!no-such-arch] <!stage1>"));
        assertThat(built).containsExactly("first", "second");
        assertThat(locals).containsEntry("second", List.of("first_1_amd64.deb"));
    }

    @Test
    void aFailureFailsWhoNeedsItAndNobodyElse() throws IOException, InterruptedException {
        failing.add("bottom");
        QueueReport report = run(
                queue(),
                this::build,
                source("top", "middle"),
                source("middle", "bottom"),
                source("bottom", ""),
                source("free", ""));
        assertThat(built).containsExactlyInAnyOrder("bottom", "free");
        assertThat(report.success()).isFalse();
        assertThat(report.entries().get(0).outcome())
                .isInstanceOfSatisfying(
                        QueueOutcome.DependencyFailed.class,
                        failed -> assertThat(failed.missing())
                                .extracting(Dsc::source)
                                .containsExactly("middle"));
        assertThat(report.entries().get(1).outcome()).isInstanceOf(QueueOutcome.DependencyFailed.class);
        assertThat(report.entries().get(2).outcome()).isInstanceOf(QueueOutcome.Failed.class);
        assertThat(report.entries().get(3).success()).isTrue();
        assertThat(report)
                .asString()
                .contains("top 1: not tried, for it needs packages of middle")
                .contains("1 of 4");
    }

    @Test
    void whatABuildThrowsIsAnOutcome() throws IOException, InterruptedException {
        QueueReport report = run(
                queue().atOnce(1),
                request -> {
                    throw new SourceException("no such part");
                },
                source("one", ""));
        assertThat(report.entries().get(0).outcome())
                .isInstanceOfSatisfying(
                        QueueOutcome.Broken.class,
                        broken -> assertThat(broken.cause()).isInstanceOf(SourceException.class));
    }

    @Test
    void aQueueStopsAtAFailureWhenAsked() throws IOException, InterruptedException {
        failing.add("one");
        QueueReport report =
                run(queue().atOnce(1).stopOnFailure(true), this::build, source("one", ""), source("two", ""));
        assertThat(built).containsExactly("one");
        assertThat(report.entries().get(1).outcome()).isInstanceOf(QueueOutcome.Stopped.class);
    }

    @Test
    void noMoreRunThanAskedFor() throws IOException, InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pairs = new CyclicBarrier(2);
        run(
                queue().atOnce(2),
                request -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    try {
                        // Nobody gets on alone.
                        pairs.await();
                    } catch (java.util.concurrent.BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                    running.decrementAndGet();
                    return build(request);
                },
                source("aa", ""),
                source("bb", ""),
                source("cc", ""),
                source("dd", ""));
        assertThat(built).hasSize(4);
        assertThat(most).hasValue(2);
    }

    @Test
    void cancellingEndsWhatRunsAndStartsNothingMore() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (RunningQueue running = queue().atOnce(1)
                .start(List.of(source("endless", ""), source("next", "endless"), source("other", "")), request -> {
                    begun.countDown();
                    never.await();
                    return build(request);
                })) {
            begun.await();
            running.cancel();
            assertThat(running.await().entries())
                    .extracting(QueueReport.Entry::outcome)
                    .hasOnlyElementsOfType(QueueOutcome.Cancelled.class);
        }
    }

    @Test
    void interruptingWhoWaitsEndsTheQueue() throws IOException, InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        BuildRequest request = source("endless", "");
        Thread waiting = new Thread(() -> {
            try {
                run(
                        queue(),
                        endless -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                                return build(endless);
                            } finally {
                                ended.countDown();
                            }
                        },
                        request);
            } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();
        begun.await();
        waiting.interrupt();
        ended.await();
        await().until(() -> !waiting.isAlive());
    }

    @Test
    void aListenerMayCancelAndMayFail() throws IOException, InterruptedException {
        List<RunningQueue> running = new CopyOnWriteArrayList<>();
        CountDownLatch known = new CountDownLatch(1);
        BuildQueue queue = queue().atOnce(2).onEvent(event -> {
            if (event instanceof QueueEvent.Finished) {
                running.get(0).cancel();
            }
            throw new IllegalStateException("on purpose");
        });
        try (RunningQueue queued =
                queue.start(List.of(source("aa", ""), source("bb", "aa"), source("cc", "bb")), request -> {
                    known.await();
                    return build(request);
                })) {
            running.add(queued);
            known.countDown();
            assertThat(queued.await().entries().get(2).outcome()).isInstanceOf(QueueOutcome.Cancelled.class);
        }
    }

    @Test
    void nothingToBuildIsDoneAtOnce() throws IOException, InterruptedException {
        assertThat(queue().run(List.of()).success()).isTrue();
    }
}
