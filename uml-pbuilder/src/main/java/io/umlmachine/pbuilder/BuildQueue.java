package io.umlmachine.pbuilder;

import io.umlmachine.pbuilder.internal.build.Build;
import io.umlmachine.pbuilder.internal.queue.BuildGraph;
import io.umlmachine.pbuilder.internal.queue.QueueRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Builds many sources, some at once. Immutable and thread-safe; each setter returns a changed copy.
 *
 * <pre>{@code
 * QueueReport report = BuildQueue.of(pbuilder).inDependencyOrder(true).run(requests);
 * System.out.println(report);
 * }</pre>
 *
 * <p>A build that is started waits until the host has memory for its machine, as {@link io.umlmachine.Admission#byMemory}
 * has it; so more than fit never run, whatever {@link #atOnce} says.
 */
public final class BuildQueue {

    private final Pbuilder pbuilder;
    private final int atOnce;
    private final boolean ordered;
    private final boolean stopping;
    private final Consumer<QueueEvent> listener;

    private BuildQueue(
            Pbuilder pbuilder, int atOnce, boolean ordered, boolean stopping, Consumer<QueueEvent> listener) {
        this.pbuilder = pbuilder;
        this.atOnce = atOnce;
        this.ordered = ordered;
        this.stopping = stopping;
        this.listener = listener;
    }

    /**
     * A queue.
     *
     * @param pbuilder builds the sources
     * @return the queue
     */
    public static BuildQueue of(Pbuilder pbuilder) {
        return new BuildQueue(pbuilder, Runtime.getRuntime().availableProcessors(), false, false, event -> {});
    }

    /**
     * How many builds may run at once. Default: the number of CPUs, for a machine uses one.
     *
     * @param builds how many
     * @return the changed queue
     * @throws IllegalArgumentException if it is less than one
     */
    public BuildQueue atOnce(int builds) {
        if (builds < 1) {
            throw new IllegalArgumentException("A queue of " + builds + " builds at once would never end");
        }
        return new BuildQueue(pbuilder, builds, ordered, stopping, listener);
    }

    /**
     * Whether a source waits for others of the queue that make packages it is built with; it gets those packages as
     * {@linkplain BuildRequest#localPackages local packages}, with those that they in turn were built with. The .dsc files
     * tell: {@code Binary} and {@code Build-Depends} with its kin, of alternatives the first, as the build's scope, profiles
     * and architecture have it. Default: no, each source is built with what the archive has, in the order of the requests.
     *
     * @param wanted true for the order of dependencies
     * @return the changed queue
     */
    public BuildQueue inDependencyOrder(boolean wanted) {
        return new BuildQueue(pbuilder, atOnce, wanted, stopping, listener);
    }

    /**
     * Whether no more builds are started when one has failed; those that run go on to their ends. Default: no. Sources whose
     * dependencies failed are not tried in any case.
     *
     * @param wanted true to stop
     * @return the changed queue
     */
    public BuildQueue stopOnFailure(boolean wanted) {
        return new BuildQueue(pbuilder, atOnce, ordered, wanted, listener);
    }

    /**
     * Who hears what becomes of the sources; what happens in a build goes to its {@link BuildRequest#onEvent}. Events come
     * one at a time, on threads of the queue, which waits for the listener. What the listener throws is logged and does not
     * touch the queue.
     *
     * @param listener gets every event
     * @return the changed queue
     */
    public BuildQueue onEvent(Consumer<QueueEvent> listener) {
        return new BuildQueue(pbuilder, atOnce, ordered, stopping, listener);
    }

    /**
     * Builds sources, and waits until what becomes of every one is known.
     *
     * @param requests what to build, and how
     * @return the report, whatever became of them
     * @throws SourceException if a .dsc file cannot be read; nothing was built then
     * @throws DependencyCycleException if there is no order of dependencies; nothing was built then
     * @throws IOException if a .dsc file cannot be read; nothing was built then
     * @throws InterruptedException if the thread is interrupted; all machines are gone then
     */
    public QueueReport run(List<BuildRequest> requests) throws IOException, InterruptedException {
        try (RunningQueue running = start(requests)) {
            return running.await();
        }
    }

    /**
     * Starts to build sources.
     *
     * @param requests what to build, and how
     * @return what runs; to be closed
     * @throws SourceException if a .dsc file cannot be read
     * @throws DependencyCycleException if there is no order of dependencies
     * @throws IOException if a .dsc file cannot be read
     */
    public RunningQueue start(List<BuildRequest> requests) throws IOException {
        return start(requests, pbuilder::build);
    }

    /** With another way to build than in machines. */
    RunningQueue start(List<BuildRequest> requests, QueueRun.Builder builder) throws IOException {
        List<Dsc> sources = new ArrayList<>();
        requests.forEach(request -> sources.add(Dsc.read(request.dsc())));
        return QueueRun.start(
                new QueueRun.Plan(requests, sources, graph(requests, sources), atOnce, stopping), builder, listener);
    }

    private BuildGraph graph(List<BuildRequest> requests, List<Dsc> sources) throws IOException {
        if (!ordered) {
            return BuildGraph.unordered(requests.size());
        }
        List<BuildGraph.Node> nodes = new ArrayList<>();
        for (int place = 0; place < sources.size(); place++) {
            nodes.add(new BuildGraph.Node(sources.get(place), Build.scope(pbuilder.config(), requests.get(place))));
        }
        BuildGraph graph = BuildGraph.of(nodes, new HashSet<>(pbuilder.config().profiles()));
        Optional<List<Integer>> cycle = graph.cycle();
        if (cycle.isPresent()) {
            throw new DependencyCycleException(
                    cycle.get().stream().map(sources::get).toList());
        }
        return graph;
    }
}
