package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.Check;
import io.umlmachine.pbuilder.LintianTag.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is found out about packages when they are built. */
final class CheckOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--lintian", description = "Lets lintian look at what was built.")
    private boolean lintian;

    @Option(
            names = "--lintian-fail-on",
            paramLabel = "SEVERITY",
            description = "The least severity that fails the check: error, warning, info or pedantic. Default: none. "
                    + "Implies --lintian.")
    private Optional<String> failOn = Optional.empty();

    @Option(names = "--autopkgtest", description = "Runs the tests of the source, debian/tests/control.")
    private boolean autopkgtest;

    @Option(
            names = "--test",
            paramLabel = "COMMAND",
            description = "Runs a shell command as root where the packages are installed. May be repeated.")
    private List<String> commands = List.of();

    @Option(
            names = "--piuparts",
            description = "Installs, removes and purges the packages, and looks for what is left over.")
    private boolean installation;

    /** The checks, in an order that does not depend on that of the options. */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        if (lintian || failOn.isPresent()) {
            checks.add(
                    failOn.map(word -> Check.lintian().failOn(severity(word))).orElseGet(Check::lintian));
        }
        if (autopkgtest) {
            checks.add(Check.autopkgtest());
        }
        commands.forEach(command -> checks.add(Check.command("/bin/sh", "-c", command)));
        if (installation) {
            checks.add(Check.installation());
        }
        return checks;
    }

    private Severity severity(String word) {
        for (Severity severity : Severity.values()) {
            if (severity.isGraded() && severity.name().equals(word.toUpperCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "--lintian-fail-on: '" + word + "' is none of error, warning, info and pedantic");
    }
}
