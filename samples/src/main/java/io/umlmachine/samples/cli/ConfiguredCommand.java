package io.umlmachine.samples.cli;

import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A subcommand that obeys pbuilder's configuration. */
abstract class ConfiguredCommand implements Callable<Integer> {

    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec;

    final ConfigOptions options() {
        return options;
    }

    /** The configuration; what was set in it without effect is said on standard error. */
    final PbuilderConfig config() {
        PbuilderConfig config = options.load();
        config.remarks().forEach(remark -> err().println("note: " + remark));
        return config;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
