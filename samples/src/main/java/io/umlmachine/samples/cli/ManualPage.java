package io.umlmachine.samples.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a command, from what picocli knows of it: its subcommands with their options, which are told once
 * where several have the same group of them. Not thread-safe.
 */
final class ManualPage {

    private static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of(
            "UML_KERNEL",
                    "The kernel that machines boot, those of builds too. Default: linux.uml of the PATH; for builds, see --uml-kernel.",
            "UMLMACHINE_CACHE", "Where images, kernels and overlays are kept. Default: ~/.cache/umlmachine.",
            "UMLMACHINE_MEMORY", "The directory for the memory of machines. Default: /dev/shm.",
            "UMLMACHINE_RUNTIME", "The directory for sockets and locks. Default: below $XDG_RUNTIME_DIR, or in /tmp.",
            "NO_COLOR", "Any text turns colours off."));

    private final Roff page = new Roff();
    private final CommandSpec command;

    private ManualPage(CommandSpec command) {
        this.command = command;
    }

    static String of(CommandLine line, String version) {
        ManualPage manual = new ManualPage(line.getCommandSpec());
        manual.write(version);
        return manual.page.toString();
    }

    private void write(String version) {
        String name = command.name();
        page.title(name.toUpperCase(Locale.ROOT), "1", version, "UmlMachine");
        page.name(name, summary(command));
        page.section("SYNOPSIS").escapedParagraph(synopsis(command));
        page.section("DESCRIPTION").paragraph(description(command));
        page.section("OPTIONS OF EVERY COMMAND");
        command.options().stream().filter(option -> !option.hidden()).forEach(this::option);
        page.section("COMMANDS");
        subcommands(command).forEach(this::subcommand);
        sharedGroups();
        exitCodes("EXIT STATUS", command);
        page.section("ENVIRONMENT");
        ENVIRONMENT.forEach((variable, text) -> page.entry(Roff.bold(variable), text));
        page.section("FILES").paragraph(String.join(" ", command.usageMessage().footer()));
        page.section("EXAMPLES").verbatim(PbuilderUml.EXAMPLES);
        page.section("SEE ALSO").paragraph("pbuilder(8), pbuilderrc(5), rootstrap(1), debootstrap(8), linux.uml(1)");
    }

    /** All commands that do something, in depth. */
    private static List<CommandSpec> subcommands(CommandSpec parent) {
        List<CommandSpec> found = new ArrayList<>();
        // An alias leads to the same object again.
        for (CommandLine line : new LinkedHashSet<>(parent.subcommands().values())) {
            CommandSpec spec = line.getCommandSpec();
            found.add(spec);
            found.addAll(subcommands(spec));
        }
        return found;
    }

    /** As it is typed after the program's name. */
    private String nameOf(CommandSpec spec) {
        return spec.qualifiedName().substring(command.name().length() + 1);
    }

    private void subcommand(CommandSpec spec) {
        page.subsection(nameOf(spec));
        page.escapedParagraph(synopsis(spec)).paragraph(description(spec));
        List<ArgSpec> shared = spec.argGroups().stream()
                .filter(group -> group.heading() != null)
                .flatMap(group -> group.args().stream())
                .toList();
        spec.positionalParameters().forEach(this::parameter);
        spec.options().stream()
                .filter(option -> !shared.contains(option) && !option.hidden() && !ofEveryCommand(option))
                .forEach(this::option);
        if (!spec.usageMessage().exitCodeList().isEmpty()) {
            page.paragraph("Ends with: "
                    + spec.usageMessage().exitCodeList().entrySet().stream()
                            .map(code -> code.getKey() + ": " + code.getValue())
                            .collect(Collectors.joining("; "))
                    + ".");
        }
    }

    private boolean ofEveryCommand(OptionSpec option) {
        return command.findOption(option.longestName()) != null;
    }

    /** Groups with a heading, each with the commands that have it. */
    private void sharedGroups() {
        Map<String, List<CommandSpec>> owners = new TreeMap<>();
        for (CommandSpec spec : subcommands(command)) {
            spec.argGroups().stream()
                    .filter(group -> group.heading() != null)
                    .forEach(group -> owners.computeIfAbsent(group.heading(), any -> new ArrayList<>())
                            .add(spec));
        }
        owners.forEach((heading, specs) -> {
            page.section(heading.replace("%n", "").replace(":", "").toUpperCase(Locale.ROOT));
            page.paragraph(
                    "These are options of " + specs.stream().map(this::nameOf).collect(Collectors.joining(", ")) + ".");
            specs.get(0).argGroups().stream()
                    .filter(group -> heading.equals(group.heading()))
                    .flatMap(group -> group.options().stream())
                    .forEach(this::option);
        });
    }

    private void option(OptionSpec option) {
        String names = Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
        if (option.negatable()) {
            names += ", " + Roff.bold(option.longestName().replaceFirst("^--", "--no-"));
        }
        String value = option.arity().max() == 0 ? "" : " " + Roff.italic(option.paramLabel());
        page.entry(names + value, text(option.description()));
    }

    private void parameter(PositionalParamSpec parameter) {
        page.entry(Roff.italic(parameter.paramLabel()), text(parameter.description()));
    }

    private void exitCodes(String heading, CommandSpec spec) {
        page.section(heading);
        spec.usageMessage().exitCodeList().forEach((code, text) -> page.entry(Roff.bold(code), text));
    }

    private static String synopsis(CommandSpec spec) {
        String words = new Help(spec, Help.defaultColorScheme(Ansi.OFF))
                .synopsis(0)
                .strip()
                .replaceAll("\\s+", " ");
        String name = spec.qualifiedName();
        return Roff.bold(name) + Roff.escape(words.substring(name.length()));
    }

    private static String summary(CommandSpec spec) {
        String text = description(spec);
        int end = text.indexOf('.');
        String sentence = end < 0 ? text : text.substring(0, end);
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String description(CommandSpec spec) {
        return text(spec.usageMessage().description());
    }

    private static String text(String... lines) {
        return String.join(" ", lines).replace("%n", " ").replace("%%", "%");
    }
}
