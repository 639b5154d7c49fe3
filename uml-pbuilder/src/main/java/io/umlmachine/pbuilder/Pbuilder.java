package io.umlmachine.pbuilder;

import io.umlmachine.ExecResult;
import io.umlmachine.ExitStatus;
import io.umlmachine.Terminal;
import io.umlmachine.image.ImageEvent;
import io.umlmachine.image.ImageUpdate;
import io.umlmachine.pbuilder.internal.build.Build;
import io.umlmachine.pbuilder.internal.build.Creation;
import io.umlmachine.pbuilder.internal.build.Session;
import io.umlmachine.pbuilder.internal.build.SourcePacking;
import io.umlmachine.pbuilder.internal.build.Workspace;
import io.umlmachine.pbuilder.internal.check.Checks;
import io.umlmachine.pbuilder.internal.failed.FailedBuilds;
import io.umlmachine.pbuilder.internal.layer.LayerStore;
import io.umlmachine.pbuilder.internal.reproduce.ReproductionRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Builds Debian packages in throwaway machines. Immutable and thread-safe: any number of builds, of the same source too,
 * may run at once.
 *
 * <pre>{@code
 * Pbuilder pbuilder = Pbuilder.with(PbuilderConfig.load());
 * BuildResult result = pbuilder.build(BuildRequest.of(Path.of("hello_2.10-3.dsc"))).orThrow();
 * System.out.println(result.debs());
 * }</pre>
 *
 * <p>Every method that takes a while ends with {@link InterruptedException} when its thread is interrupted; the machine
 * is gone then. All of them throw the {@link io.umlmachine.UmlException} of the layer that failed, such as
 * {@link io.umlmachine.BootException} and {@link io.umlmachine.GuestDiedException}: a machine that dies is never a
 * success.
 */
public final class Pbuilder {

    private final PbuilderConfig config;
    private final LayerPolicy layers;

    private Pbuilder(PbuilderConfig config, LayerPolicy layers) {
        this.config = config;
        this.layers = layers;
    }

    /**
     * A builder of packages.
     *
     * @param config how its machines are
     * @return the builder
     */
    public static Pbuilder with(PbuilderConfig config) {
        return new Pbuilder(config, LayerPolicy.keep());
    }

    /**
     * Whether installed build dependencies are kept for later builds. Default: {@link LayerPolicy#keep()}.
     *
     * @param policy where, and how long
     * @return the changed builder
     */
    public Pbuilder layers(LayerPolicy policy) {
        return new Pbuilder(config, policy);
    }

    /**
     * How the machines are.
     *
     * @return the configuration
     */
    public PbuilderConfig config() {
        return config;
    }

    /**
     * Whether installed build dependencies are kept.
     *
     * @return where, and how long
     */
    public LayerPolicy layers() {
        return layers;
    }

    /**
     * Removes dependency layers that the {@linkplain #layers() policy} does not let stay, and what killed programs left of
     * others. It is also done whenever a layer is made. What a running build uses, in any program, is left alone.
     *
     * @return the digests of the layers that are gone; none if layers are off
     * @throws IOException if the layers' directory cannot be read or changed
     */
    public List<String> evictLayers() throws IOException {
        return layers instanceof LayerPolicy.Keep keep ? LayerStore.open(keep).evict() : List.of();
    }

    /**
     * Makes the base image anew, with the hooks of {@link HookPoint#AFTER_BOOTSTRAP} and {@link HookPoint#AFTER_APT}; if one
     * fails, with a {@link HookException}, the image that was there before stays. Running builds go on with the one that they started on. If
     * {@link PbuilderConfig#image()} names a file, the image is copied there too.
     *
     * @param listener hears of the progress; not necessarily on this thread, but one event at a time
     * @throws IOException if files cannot be written
     * @throws InterruptedException if the thread is interrupted; the image that was there before stays
     */
    public void create(Consumer<ImageEvent> listener) throws IOException, InterruptedException {
        Creation.create(config, listener);
    }

    /**
     * Makes the base image anew, quietly.
     *
     * @throws IOException if files cannot be written
     * @throws InterruptedException if the thread is interrupted; the image that was there before stays
     */
    public void create() throws IOException, InterruptedException {
        create(event -> {});
    }

    /**
     * Brings the base image's packages up to date; makes the image first, if it is not there. Hooks of
     * {@link HookPoint#AFTER_BOOT} run before that, those of {@link HookPoint#AFTER_APT} afterwards; if one fails, with a
     * {@link HookException}, the image that was there before stays. Running builds go on with the
     * one that they started on. If {@link PbuilderConfig#image()} names a file, the image in the store, of which that file is
     * a copy, is brought up to date and copied there again.
     *
     * @param listener hears of the progress; not necessarily on this thread, but one event at a time
     * @return what has changed; without changes, the image is the one that was there
     * @throws IOException if files cannot be written
     * @throws InterruptedException if the thread is interrupted; the image that was there before stays
     * @throws io.umlmachine.image.ImageException if the packages cannot be brought up to date; the image that was there
     *     before stays
     */
    public ImageUpdate update(Consumer<ImageEvent> listener) throws IOException, InterruptedException {
        return Creation.update(config, listener);
    }

    /**
     * Brings the base image's packages up to date, quietly.
     *
     * @return what has changed; without changes, the image is the one that was there
     * @throws IOException if files cannot be written
     * @throws InterruptedException if the thread is interrupted; the image that was there before stays
     * @throws io.umlmachine.image.ImageException if the packages cannot be brought up to date; the image that was there
     *     before stays
     */
    public ImageUpdate update() throws IOException, InterruptedException {
        return update(event -> {});
    }

    /**
     * Builds a source package. The base image is made first, if it is not there.
     *
     * @param request what to build, and how
     * @return how the build ended, whatever {@code dpkg-buildpackage} said
     * @throws SourceException if the source package is not whole; nothing has booted then
     * @throws DependencyException if apt cannot install what the source needs
     * @throws SetupException if the machine cannot be made ready
     * @throws HookException if a hook fails; those of {@link HookPoint#AFTER_FAILURE} may
     * @throws ResultException if the build succeeded and its results are not what it says they are
     * @throws ConfigException if the configuration names what is not there
     * @throws IOException if files of the host cannot be read or written
     * @throws InterruptedException if the thread is interrupted; nothing is left but the log, and, if {@link
     *     BuildPhase#CHECK} had begun, the packages, which are in place
     */
    public BuildResult build(BuildRequest request) throws IOException, InterruptedException {
        Checks checks = new Checks(config, request.checks());
        return new Build(config, request, layers, checks::run).run();
    }

    /**
     * Checks packages that were built before, in machines of their own. What happens is told in a log beside the .changes
     * file, with the end {@code .check} in place of its own. The packages are not touched.
     *
     * @param result what a build made, still in place
     * @param checks what is found out
     * @return what came of each check, in their order, whatever that is
     * @throws ResultException if the build did not succeed
     * @throws IOException if the log cannot be written
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public List<CheckResult> check(BuildResult result, Check... checks) throws IOException, InterruptedException {
        return check(result, List.of(checks), event -> {});
    }

    /**
     * Checks packages that were built before: {@link #check(BuildResult, Check...)}.
     *
     * @param result what a build made, still in place
     * @param checks what is found out
     * @param listener hears what happens, as of {@link BuildRequest#onEvent}
     * @return what came of each check, in their order, whatever that is
     * @throws ResultException if the build did not succeed
     * @throws IOException if the log cannot be written
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public List<CheckResult> check(BuildResult result, List<Check> checks, Consumer<BuildEvent> listener)
            throws IOException, InterruptedException {
        return new Checks(config, checks).run(result, listener);
    }

    /**
     * Builds the same source several times, first as always, then in circumstances that are {@linkplain Variation#number
     * varied}, and holds the packages against each other.
     *
     * @param request what to build, and how, as for {@link #reproduce(BuildRequest, List)}
     * @param times how often, at least twice
     * @return the builds, and in what their packages differ
     * @throws IllegalArgumentException if it is to be built less than twice, or more than 100 times
     * @throws IOException if files of the host cannot be read or written
     * @throws InterruptedException if the thread is interrupted; the results of the builds before stay
     */
    public Reproduction reproduce(BuildRequest request, int times) throws IOException, InterruptedException {
        return reproduce(
                request, IntStream.range(0, times).mapToObj(Variation::number).toList());
    }

    /**
     * Builds the same source once in each of several circumstances, one after the other, and holds the packages of each build
     * against those of the first one: byte by byte, and where they differ, member by member and file by file. Only .deb and
     * .udeb files are compared: .buildinfo and .changes tell times and circumstances.
     *
     * @param request what to build, and how. The results of each build are in {@code 1}, {@code 2} and so on in {@code
     *     NAME_VERSION.reproduce} in its result directory; a log's file gets the number at the end of its name; its checks
     *     are made on each build
     * @param variations the circumstances, at least two
     * @return the builds, and in what their packages differ; a build that fails is the last one
     * @throws IllegalArgumentException if there are less than two
     * @throws BuildException as {@link #build}
     * @throws IOException if files of the host cannot be read or written
     * @throws InterruptedException if the thread is interrupted; the results of the builds before stay
     */
    public Reproduction reproduce(BuildRequest request, List<Variation> variations)
            throws IOException, InterruptedException {
        return new ReproductionRun(config, request, layers, variations).run();
    }

    /**
     * Makes a source package of an unpacked source, in a machine of its own, as {@code dpkg-source -b} does: of any format,
     * with the upstream source beside the tree. Dependencies are not installed, and the tree's {@code clean} target is not
     * run.
     *
     * @param tree the unpacked source, with {@code debian/changelog}; it stays as it is
     * @param into the directory for the .dsc file and its parts, made if missing
     * @return the source package, its parts checked
     * @throws SourceException if no source package can be made of it, with the words of {@code dpkg-source}
     * @throws IOException if files of the host cannot be read or written
     * @throws InterruptedException if the thread is interrupted
     */
    public Dsc packSource(Path tree, Path into) throws IOException, InterruptedException {
        return new SourcePacking(config, tree.toAbsolutePath(), into.toAbsolutePath()).run();
    }

    /**
     * Runs a shell in a machine, on a person's terminal. What it changes is gone afterwards, unless
     * {@link PbuilderConfig#saveAfterLogin()}: then it is the next generation of the image in the store, however the shell
     * ends. Running machines go on with the one they have.
     *
     * @param terminal the terminal, such as {@link Terminal#system()}; its old mode is restored in any case
     * @return how the shell ended
     * @throws ConfigException if the configuration names what is not there
     * @throws HookException if a hook fails; the shell is not run then
     * @throws IOException if the terminal cannot be used
     * @throws InterruptedException if the thread is interrupted
     */
    public ExitStatus login(Terminal terminal) throws IOException, InterruptedException {
        Session.Work<ExitStatus> work = session -> {
            session.prepare("login", (point, command) -> session.hook(terminal, command));
            return session.shell(terminal);
        };
        return config.saveAfterLogin() ? Session.save(config, work, status -> true) : Session.use(config, work);
    }

    /**
     * Runs a script in a machine as root, with an empty input, and keeps its output. What it changes is gone afterwards,
     * unless {@link PbuilderConfig#saveAfterExecute()} and the script succeeds: then it is the next generation of the image in
     * the store. Running machines go on with the one they have.
     *
     * @param script a file anywhere on the host; without {@code #!} it is for the shell
     * @param arguments its arguments, which reach it as they are
     * @return status and output, whatever the status is
     * @throws ConfigException if the configuration names what is not there
     * @throws HookException if a hook fails; the script is not run then
     * @throws IOException if the script cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public ExecResult execute(Path script, String... arguments) throws IOException, InterruptedException {
        Session.Work<ExecResult> work = session -> {
            session.prepare("execute", (point, command) -> session.hook(command));
            return session.machine().exec(session.script(script, List.of(arguments)));
        };
        return config.saveAfterExecute() ? Session.save(config, work, ExecResult::success) : Session.use(config, work);
    }

    /**
     * Runs a script in a machine as root, with live streams. What it changes is gone afterwards, unless
     * {@link PbuilderConfig#saveAfterExecute()}, as above.
     *
     * @param request the script, its arguments and its streams
     * @return how it ended
     * @throws ConfigException if the configuration names what is not there
     * @throws HookException if a hook fails; the script is not run then
     * @throws IOException if the script cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public ExitStatus execute(ExecuteRequest request) throws IOException, InterruptedException {
        Session.Work<ExitStatus> work = session -> {
            session.prepare("execute", (point, command) -> session.hook(request.stderr(), command));
            return session.run(
                    session.script(request.script(), request.arguments()),
                    request.stdin(),
                    request.stdout(),
                    request.stderr());
        };
        return config.saveAfterExecute() ? Session.save(config, work, ExitStatus::success) : Session.use(config, work);
    }

    /**
     * Removes what builds of killed programs have left below {@link PbuilderConfig#buildPlace()}: overlays, staged sources,
     * and processes of the host. Every build does so too. What runs, and failed builds that were kept, stay.
     *
     * @return how many builds left something
     * @throws IOException if the directory cannot be read
     */
    public int clean() throws IOException {
        return Workspace.sweep(config);
    }

    /**
     * The builds that failed and were kept, by any program, below {@link PbuilderConfig#buildPlace()}.
     *
     * @return the oldest first; what is damaged is left out, and logged
     * @throws IOException if the directory cannot be read
     */
    public List<FailedBuild> failedBuilds() throws IOException {
        return new FailedBuilds(config.buildPlace()).list();
    }

    /**
     * Runs a shell on the disk of a failed build, on a person's terminal, in the directory of the source, with a network.
     * What it changes stays. One machine at a time can use such a disk.
     *
     * @param build the failed build
     * @param terminal the terminal; its old mode is restored in any case
     * @return how the shell ended
     * @throws IOException if the disk or the terminal cannot be used
     * @throws InterruptedException if the thread is interrupted
     */
    public ExitStatus login(FailedBuild build, Terminal terminal) throws IOException, InterruptedException {
        return Session.inspect(config, build, terminal);
    }

    /**
     * Removes what was kept of a failed build.
     *
     * @param build the failed build
     * @throws IOException if it is not there, or cannot be removed
     */
    public void drop(FailedBuild build) throws IOException {
        Session.drop(config, build);
    }
}
