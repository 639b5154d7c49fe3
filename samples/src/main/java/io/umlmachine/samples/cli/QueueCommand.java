package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.BuildEvent;
import io.umlmachine.pbuilder.BuildQueue;
import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.QueueReport;
import io.umlmachine.pbuilder.ReportOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds many source packages. */
@Command(
        name = "queue",
        description = {
            "Builds source packages, each in a machine of its own, as many at once as there are CPUs and memory for.",
            "Prints the paths of the page about all of them, if it is asked for, of the logs and of the packages. Ends with 1"
                    + " unless all are built."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class QueueCommand extends ConfiguredCommand {

    private static final String PAGE = "queue.html";

    @Parameters(
            arity = "1..*",
            paramLabel = "DSC",
            description = "The .dsc files, with the files that they list beside them.")
    private List<Path> sources = List.of();

    @Option(names = "--at-once", paramLabel = "N", description = "How many may run at once. Default: one for each CPU.")
    private Optional<Integer> atOnce = Optional.empty();

    @Option(
            names = "--in-order",
            description = "Builds a source after those whose packages it is built with, and with those packages.")
    private boolean ordered;

    @Option(names = "--stop-on-failure", description = "Starts no more builds when one has failed.")
    private boolean stopping;

    @Option(names = "--json", description = "Prints JSON: what came of the builds.")
    private boolean json;

    @Option(
            names = "--report",
            arity = "0..1",
            preprocessor = AttachedValue.class,
            paramLabel = "FILE",
            description =
                    "Writes a page for a browser about all builds, and one about each beside its log. Default FILE: "
                            + PAGE + " beside the results.")
    private Optional<String> page = Optional.empty();

    @Mixin
    private final SourceOptions common = new SourceOptions();

    @Mixin
    private final Verbosity verbosity = new Verbosity();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Pbuilder pbuilder = Pbuilder.with(config());
        Optional<Path> file = page.map(name -> name.isEmpty()
                ? pbuilder.config().buildResult().resolve(PAGE)
                : Path.of(name).toAbsolutePath());
        QueueReport report = build(pbuilder);
        if (file.isPresent()) {
            report.writeTo(file.get());
        }
        if (json) {
            out().println(report.toJson());
        } else {
            file.ifPresent(out()::println);
            print(report);
        }
        return report.success() ? ExitCodes.DONE : ExitCodes.NOT_BUILT;
    }

    private QueueReport build(Pbuilder pbuilder) throws IOException, InterruptedException {
        try (Progress progress = verbosity.progress(err())) {
            List<BuildRequest> requests = new ArrayList<>();
            for (Path source : sources) {
                String name = source.getFileName().toString().replaceFirst("_.*", "");
                requests.add(request(source).onEvent(event -> tell(progress, name, event)));
            }
            BuildQueue queue = queue(pbuilder).onEvent(event -> progress.step(event.toString()));
            QueueReport report = queue.run(requests);
            long built =
                    report.entries().stream().filter(QueueReport.Entry::success).count();
            progress.step(built + " of " + report.entries().size() + " built");
            return report;
        }
    }

    private BuildQueue queue(Pbuilder pbuilder) {
        try {
            BuildQueue queue =
                    BuildQueue.of(pbuilder).inDependencyOrder(ordered).stopOnFailure(stopping);
            return atOnce.map(queue::atOnce).orElse(queue);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private BuildRequest request(Path source) {
        try {
            BuildRequest request = common.applyTo(BuildRequest.of(source));
            return page.isPresent() ? request.report(ReportOptions.besideLog()) : request;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The builds share one progress. */
    private static void tell(Progress progress, String name, BuildEvent event) {
        if (event instanceof BuildEvent.LogLine line) {
            progress.detail(name + ": " + line.text());
        } else {
            progress.step(name + ": " + event);
        }
    }

    private void print(QueueReport report) {
        for (QueueReport.Entry entry : report.entries()) {
            entry.run().flatMap(QueueReport.Run::log).ifPresent(out()::println);
        }
        report.debs().forEach(out()::println);
    }
}
