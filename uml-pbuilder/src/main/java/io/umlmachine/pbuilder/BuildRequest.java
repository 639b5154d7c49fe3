package io.umlmachine.pbuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What to build, and how. Immutable and thread-safe; each setter returns a changed copy. */
public final class BuildRequest {

    private final Path dsc;
    private final Optional<Path> resultDirectory;
    private final Optional<Path> log;
    private final Optional<Duration> timeout;
    private final Consumer<BuildEvent> onEvent;

    private BuildRequest(
            Path dsc,
            Optional<Path> resultDirectory,
            Optional<Path> log,
            Optional<Duration> timeout,
            Consumer<BuildEvent> onEvent) {
        this.dsc = dsc;
        this.resultDirectory = resultDirectory;
        this.log = log;
        this.timeout = timeout;
        this.onEvent = onEvent;
    }

    /**
     * A request to build a source package.
     *
     * @param dsc its .dsc file, with its parts beside it
     * @return the request
     */
    public static BuildRequest of(Path dsc) {
        return new BuildRequest(
                dsc.toAbsolutePath(), Optional.empty(), Optional.empty(), Optional.empty(), event -> {});
    }

    /**
     * Where results go. Default: {@link PbuilderConfig#buildResult()}.
     *
     * @param directory a directory, made if missing
     * @return the changed request
     */
    public BuildRequest resultDirectory(Path directory) {
        return new BuildRequest(dsc, Optional.of(directory.toAbsolutePath()), log, timeout, onEvent);
    }

    /**
     * The log's file. Default: {@code NAME_VERSION_ARCH.build} in the result directory; with a number before the last
     * dot, if another running build writes that one.
     *
     * @param file a file, which is made or written anew
     * @return the changed request
     */
    public BuildRequest log(Path file) {
        return new BuildRequest(dsc, resultDirectory, Optional.of(file.toAbsolutePath()), timeout, onEvent);
    }

    /**
     * How long {@link BuildPhase#BUILD} may take; the build's processes are killed after that. Default:
     * {@link PbuilderConfig#timeout()}.
     *
     * @param limit the limit, positive
     * @return the changed request
     * @throws IllegalArgumentException if it is not positive
     */
    public BuildRequest timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("A build's timeout must be positive: " + limit);
        }
        return new BuildRequest(dsc, resultDirectory, log, Optional.of(limit), onEvent);
    }

    /**
     * Who hears what happens while the build runs. Events come one at a time and in order, on threads of the build, which
     * waits for the listener. What the listener throws is logged and does not touch the build.
     *
     * @param listener gets every event
     * @return the changed request
     */
    public BuildRequest onEvent(Consumer<BuildEvent> listener) {
        return new BuildRequest(dsc, resultDirectory, log, timeout, listener);
    }

    /**
     * The source package.
     *
     * @return the .dsc file's absolute path
     */
    public Path dsc() {
        return dsc;
    }

    /**
     * Where results go.
     *
     * @return a directory, or empty for the configured one
     */
    public Optional<Path> resultDirectory() {
        return resultDirectory;
    }

    /**
     * The log's file.
     *
     * @return a file, or empty for the default one
     */
    public Optional<Path> log() {
        return log;
    }

    /**
     * How long the build itself may take.
     *
     * @return the limit, or empty for the configured one
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * Who hears what happens.
     *
     * @return the listener
     */
    public Consumer<BuildEvent> onEvent() {
        return onEvent;
    }
}
