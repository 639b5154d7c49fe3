package io.umlmachine.samples.cli;

import io.umlmachine.UmlHost;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the host has and lacks. */
@Command(
        name = "doctor",
        description = "Shows what machines, networks and images need of this host, and how to mend what is missing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is missing", "3:something is missing"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Prints JSON: an array of what was looked for.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Doctor doctor = new Doctor(UmlHost.probe());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(doctor.json()));
        } else {
            doctor.lines(Screen.out()).forEach(out::println);
        }
        return doctor.exitCode();
    }
}
