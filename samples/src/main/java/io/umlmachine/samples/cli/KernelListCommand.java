package io.umlmachine.samples.cli;

import com.google.gson.JsonObject;
import io.umlmachine.DebianKernel;
import io.umlmachine.Probe;
import io.umlmachine.UmlHost;
import io.umlmachine.UmlKernel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists kernels. */
@Command(
        name = "ls",
        description = "Lists the host's kernel, marked by a star, and those that were fetched.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class KernelListCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON: an array of kernels.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Optional<UmlKernel> usual = usual();
        List<UmlKernel> kernels = new ArrayList<>();
        usual.ifPresent(kernels::add);
        DebianKernel.cached().stream()
                .filter(kernel -> !kernels.contains(kernel))
                .forEach(kernels::add);
        List<KernelReport> reports = new ArrayList<>();
        for (UmlKernel kernel : kernels) {
            reports.add(KernelReport.of(kernel));
        }
        print(reports, usual.map(UmlKernel::path));
        if (reports.isEmpty()) {
            spec.commandLine().getErr().println("note: there is none; 'pbuilder-uml doctor' tells how to get one");
        }
        return ExitCodes.DONE;
    }

    /** That the host has none is no failure here: the doctor says how to mend it. */
    private static Optional<UmlKernel> usual() {
        return UmlHost.probe().stream()
                .filter(probe -> probe.subject() == Probe.Subject.KERNEL)
                .flatMap(probe -> probe.path().filter(path -> probe.found()).stream())
                .map(UmlKernel::of)
                .findFirst();
    }

    private void print(List<KernelReport> reports, Optional<Path> usual) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(Json.array(reports, report -> {
                JsonObject element = report.json();
                element.addProperty("usual", usual.filter(report.path()::equals).isPresent());
                return element;
            })));
            return;
        }
        Table table = new Table("VERSION", "", "FEATURES", "PATH");
        for (KernelReport report : reports) {
            table.row(
                    report.version().toString(),
                    usual.filter(report.path()::equals).isPresent() ? "*" : "",
                    String.join(" ", report.features()),
                    report.path().toString());
        }
        table.lines(Screen.out()).forEach(out::println);
    }
}
