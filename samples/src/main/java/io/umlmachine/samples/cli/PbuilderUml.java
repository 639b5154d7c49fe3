package io.umlmachine.samples.cli;

import java.util.LinkedHashSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code pbuilder-uml}: chooses a subcommand and turns what goes wrong into words and an exit code. */
@Command(
        name = "pbuilder-uml",
        description = "Builds Debian packages in throwaway User-Mode Linux machines, without root.",
        mixinStandardHelpOptions = true,
        versionProvider = PbuilderUml.JarVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreateCommand.class,
            UpdateCommand.class,
            BuildCommand.class,
            DebuildCommand.class,
            ReproduceCommand.class,
            QueueCommand.class,
            FailedCommand.class,
            CleanCommand.class,
            LoginCommand.class,
            ExecuteCommand.class,
            FetchCommand.class,
            RootstrapCommand.class,
            ImageCommand.class,
            KernelCommand.class,
            DumpConfigCommand.class,
            DoctorCommand.class,
            Completion.class,
            ManualCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the package was not built: its source, its dependencies, its build or its results",
            "2:the command line or the configuration cannot be used",
            "3:the host lacks something; 'pbuilder-uml doctor' tells what",
            "4:anything else: the image, the machine, input and output",
            "5:the packages are built and in place, and a check did not pass, or they differ",
            "130:interrupted",
            "N:login and execute end as the shell or the script did"
        },
        footerHeading = "%nFiles:%n",
        footer = "/etc/pbuilderrc, ~/.pbuilderrc, /etc/pbuilder/pbuilder-uml.conf, ~/.pbuilderrc again and"
                + " ~/.pbuilder-umlrc, then the options in their order: a later one wins. 'pbuilder-uml dumpconfig' prints"
                + " what came of it.")
public final class PbuilderUml implements Runnable {

    /** What people do first, for the manual page. */
    static final String EXAMPLES = """
            pbuilder-uml doctor
            pbuilder-uml fetch hello=2.10-3 --into /tmp/hello
            pbuilder-uml build /tmp/hello/hello_2.10-3.dsc
            pbuilder-uml login
            pbuilder-uml execute script.sh 'two words'
            pbuilder-uml image export bookworm-minbase-1a2b3c4d base.tar.zst --sign-with key.gpg
            UML_KERNEL=$(pbuilder-uml kernel fetch trixie) pbuilder-uml login
            """;

    /** What picocli can do with; it refuses less. */
    private static final int NARROWEST = 55;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Shows where in the program an error comes from.")
    private boolean stacktrace;

    private PbuilderUml() {}

    /**
     * Runs the command and ends the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        PbuilderUml command = new PbuilderUml();
        CommandLine line = new CommandLine(command);
        addConfiguration(line);
        // What follows a script is the script's, even if it looks like an option.
        line.getSubcommands().get("execute").setStopAtPositional(true);
        return line.setUsageHelpWidth(Math.max(NARROWEST, Screen.out().textWidth()))
                .setColorScheme(Help.defaultColorScheme(Screen.out().ansi()))
                // Of an option that is given twice the later one wins, as it does over a --configfile before it.
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler((failure, failed, result) ->
                        Failures.report(failure, failed.getErr(), Screen.err(), command.stacktrace));
    }

    /** Of a command and its aliases, each object once. */
    private static void addConfiguration(CommandLine line) {
        for (CommandLine subcommand : new LinkedHashSet<>(line.getSubcommands().values())) {
            if (subcommand.getCommand() instanceof ConfiguredCommand configured) {
                configured.options().addTo(subcommand.getCommandSpec());
            }
            addConfiguration(subcommand);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: COMMAND is missing");
    }

    static String version() {
        String version = PbuilderUml.class.getPackage().getImplementationVersion();
        return "pbuilder-uml " + (version == null ? "(not from a jar)" : version);
    }

    /** The version that Maven wrote into the jar. */
    static final class JarVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {version()};
        }
    }
}
