package io.umlmachine.pbuilder;

import io.umlmachine.ByteSize;
import io.umlmachine.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What to build, and how. Immutable and thread-safe; each setter returns a changed copy. */
public final class BuildRequest {

    private final Path dsc;
    private Optional<Path> resultDirectory = Optional.empty();
    private Optional<Path> log = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private List<Path> localPackages = List.of();
    private List<String> extraPackages = List.of();
    private List<Path> inputFiles = List.of();
    private List<Path> signedBy = List.of();
    private Optional<BinaryNmu> binaryNmu = Optional.empty();
    private ByteSize logLimit = ByteSize.gibibytes(1);
    private Optional<ByteSize> diskLimit = Optional.empty();
    private Optional<Terminal> terminal = Optional.empty();
    private List<Check> checks = List.of();
    private Optional<ReportOptions> report = Optional.empty();
    private Consumer<BuildEvent> onEvent = event -> {};

    private BuildRequest(Path dsc) {
        this.dsc = dsc;
    }

    /** A copy that nobody else knows yet is changed, and never again. */
    private BuildRequest with(Consumer<BuildRequest> change) {
        BuildRequest copy = new BuildRequest(dsc);
        copy.resultDirectory = resultDirectory;
        copy.log = log;
        copy.timeout = timeout;
        copy.localPackages = localPackages;
        copy.extraPackages = extraPackages;
        copy.inputFiles = inputFiles;
        copy.signedBy = signedBy;
        copy.binaryNmu = binaryNmu;
        copy.logLimit = logLimit;
        copy.diskLimit = diskLimit;
        copy.terminal = terminal;
        copy.checks = checks;
        copy.report = report;
        copy.onEvent = onEvent;
        change.accept(copy);
        return copy;
    }

    /**
     * A request to build a source package.
     *
     * @param dsc its .dsc file, with its parts beside it
     * @return the request
     */
    public static BuildRequest of(Path dsc) {
        return new BuildRequest(dsc.toAbsolutePath());
    }

    /**
     * Where results go. Default: {@link PbuilderConfig#buildResult()}.
     *
     * @param directory a directory, made if missing
     * @return the changed request
     */
    public BuildRequest resultDirectory(Path directory) {
        return with(copy -> copy.resultDirectory = Optional.of(directory.toAbsolutePath()));
    }

    /**
     * The log's file. Default: {@code NAME_VERSION_ARCH.build} in the result directory; with a number before the last
     * dot, if another running build writes that one.
     *
     * @param file a file, which is made or written anew
     * @return the changed request
     */
    public BuildRequest log(Path file) {
        return with(copy -> copy.log = Optional.of(file.toAbsolutePath()));
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
        return with(copy -> copy.timeout = Optional.of(limit));
    }

    /**
     * Binary packages of the host that dependencies may be taken from: they win over those of the archive, whatever their
     * versions are. What the build does not need of them is not installed. They need no signature. Default: none.
     *
     * @param debs .deb files
     * @return the changed request
     */
    public BuildRequest localPackages(List<Path> debs) {
        List<Path> absolute = debs.stream().map(Path::toAbsolutePath).toList();
        return with(copy -> copy.localPackages = absolute);
    }

    /**
     * Packages that are installed beside the dependencies, in this build's machine only. Default: none.
     *
     * @param packages what {@code apt-get install} is given, such as names
     * @return the changed request
     * @throws IllegalArgumentException if a word looks like an option
     */
    public BuildRequest extraPackages(List<String> packages) {
        packages.stream().filter(name -> name.isEmpty() || name.startsWith("-")).forEach(name -> {
            throw new IllegalArgumentException("No name of a package: '" + name + "'");
        });
        List<String> names = List.copyOf(packages);
        return with(copy -> copy.extraPackages = names);
    }

    /**
     * Files of the host that are put into {@code /build} beside the source, as the build's user's. Default: none.
     *
     * @param files files
     * @return the changed request
     */
    public BuildRequest inputFiles(List<Path> files) {
        List<Path> absolute = files.stream().map(Path::toAbsolutePath).toList();
        return with(copy -> copy.inputFiles = absolute);
    }

    /**
     * Whose OpenPGP signature the .dsc file must have; without it nothing boots. Default: nobody's, and a signature is not
     * looked at.
     *
     * @param keyrings files with public keys, armored or not; a signature by any of them will do
     * @return the changed request
     */
    public BuildRequest signedBy(List<Path> keyrings) {
        List<Path> absolute = keyrings.stream().map(Path::toAbsolutePath).toList();
        return with(copy -> copy.signedBy = absolute);
    }

    /**
     * Builds the same source anew under another version. The scope is {@link BuildScope#ARCHITECTURE_DEPENDENT} then,
     * whatever the configuration says.
     *
     * @param upload what is changed
     * @return the changed request
     */
    public BuildRequest binaryNmu(BinaryNmu upload) {
        return with(copy -> copy.binaryNmu = Optional.of(upload));
    }

    /**
     * How much {@link BuildPhase#BUILD} may print; the build's processes are killed when it is more, and the log ends
     * there. Default: 1 GiB.
     *
     * @param limit the limit
     * @return the changed request
     */
    public BuildRequest logLimit(ByteSize limit) {
        return with(copy -> copy.logLimit = limit);
    }

    /**
     * How much of the host's disk the machine's overlay may take while {@link BuildPhase#BUILD} runs; the build's
     * processes are killed when it is more, which is seen within a second. Default: none but the size of the image, which
     * no machine can pass.
     *
     * @param limit the limit
     * @return the changed request
     */
    public BuildRequest diskLimit(ByteSize limit) {
        return with(copy -> copy.diskLimit = Optional.of(limit));
    }

    /**
     * A person's terminal, on which hooks of {@link HookPoint#AFTER_FAILURE} run: they may open a shell in the machine of
     * a build that failed. Default: none; what such hooks print goes to the log.
     *
     * @param terminal such as {@link Terminal#system()}
     * @return the changed request
     */
    public BuildRequest terminal(Terminal terminal) {
        return with(copy -> copy.terminal = Optional.of(terminal));
    }

    /**
     * What is found out about the packages when they are built and in place, in machines of its own. What does not pass is
     * told by {@link BuildResult#checks}, and touches neither the packages nor {@link BuildResult#success}. Default: nothing.
     *
     * @param checks the checks, in this order
     * @return the changed request
     */
    public BuildRequest checks(Check... checks) {
        return checks(List.of(checks));
    }

    /**
     * What is found out about the packages when they are built and in place: {@link #checks(Check...)}.
     *
     * @param checks the checks, in this order
     * @return the changed request
     */
    public BuildRequest checks(List<Check> checks) {
        List<Check> copied = List.copyOf(checks);
        return with(copy -> copy.checks = copied);
    }

    /**
     * Writes a page about the build when it has ended, in whatever way but by an interrupt: how it ended and why, its
     * times and what it used, its packages and what differs from those of the build before, and its log, as
     * {@link BuildReport} tells. If the build succeeds, a record of it goes beside the packages as
     * {@code NAME_VERSION_ARCH.json}, which the next build of the source is compared with. That a page cannot be written
     * is told in the log, and does not touch the build. Default: none.
     *
     * @param options where it goes
     * @return the changed request
     */
    public BuildRequest report(ReportOptions options) {
        return with(copy -> copy.report = Optional.of(options));
    }

    /**
     * Who hears what happens while the build runs. Events come one at a time and in order, on threads of the build, which
     * waits for the listener. What the listener throws is logged and does not touch the build.
     *
     * @param listener gets every event
     * @return the changed request
     */
    public BuildRequest onEvent(Consumer<BuildEvent> listener) {
        return with(copy -> copy.onEvent = listener);
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
     * Binary packages of the host that dependencies may be taken from.
     *
     * @return absolute paths
     */
    public List<Path> localPackages() {
        return localPackages;
    }

    /**
     * Packages that are installed beside the dependencies.
     *
     * @return names
     */
    public List<String> extraPackages() {
        return extraPackages;
    }

    /**
     * Files of the host that are put beside the source.
     *
     * @return absolute paths
     */
    public List<Path> inputFiles() {
        return inputFiles;
    }

    /**
     * Whose signature the .dsc file must have.
     *
     * @return keyrings, none if nobody's
     */
    public List<Path> signedBy() {
        return signedBy;
    }

    /**
     * The version under which the source is built anew.
     *
     * @return a binary-only upload, or empty for the source's own version
     */
    public Optional<BinaryNmu> binaryNmu() {
        return binaryNmu;
    }

    /**
     * How much the build may print.
     *
     * @return the limit
     */
    public ByteSize logLimit() {
        return logLimit;
    }

    /**
     * How much of the host's disk the machine may take.
     *
     * @return the limit, or empty for the size of the image
     */
    public Optional<ByteSize> diskLimit() {
        return diskLimit;
    }

    /**
     * The terminal of hooks after a failure.
     *
     * @return a terminal, or empty for none
     */
    public Optional<Terminal> terminal() {
        return terminal;
    }

    /**
     * What is found out about the packages.
     *
     * @return the checks, in their order
     */
    public List<Check> checks() {
        return checks;
    }

    /**
     * The page about the build.
     *
     * @return where it goes, or empty for none
     */
    public Optional<ReportOptions> report() {
        return report;
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
