package io.umlmachine.samples.cli;

import io.umlmachine.Probe;
import io.umlmachine.UmlHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what the host has and lacks. */
@Command(
        name = "doctor",
        description = "Shows what machines, networks and images need of this host, and how to mend what is missing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Probe> probes = UmlHost.probe();
        table(probes).forEach(spec.commandLine().getOut()::println);
        return probes.stream().allMatch(Probe::found) ? ExitCodes.DONE : ExitCodes.HOST;
    }

    private static List<String> table(List<Probe> probes) {
        return probes.stream()
                .flatMap(probe -> probe.found()
                        ? Stream.of(row("ok", probe))
                        : Stream.of(row("MISSING", probe), "%27s mend with: %s".formatted("", probe.fix())))
                .toList();
    }

    private static String row(String state, Probe probe) {
        String path = probe.path().map(Path::toString).orElse("");
        return "%-8s %-18s %s".formatted(state, probe.subject().label(), (path + "  " + probe.detail()).strip());
    }
}
