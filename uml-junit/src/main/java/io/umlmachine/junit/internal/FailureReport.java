package io.umlmachine.junit.internal;

import io.umlmachine.BootException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Writes down what is known about a test that failed, and tells the failure where. Thread-safe. */
final class FailureReport {

    private static final String PARAMETER = "umlmachine.failures";
    private static final Path DEFAULT = Path.of("target", "uml-failures");
    private static final Pattern INVOCATION = Pattern.compile("#(\\d+)\\]");

    /** Tests whose names lead to the same directory; one that is run again gets its old one. */
    private static final Map<Path, String> OWNERS = new ConcurrentHashMap<>();

    private FailureReport() {}

    /** Where reports are, unless the tests' configuration names another directory. */
    static Path directory(ExtensionContext context) {
        return context.getConfigurationParameter(PARAMETER, Path::of)
                .orElse(DEFAULT)
                .toAbsolutePath()
                .normalize();
    }

    /** Writes the report of a failure, and adds to the failure what it says. */
    static void add(ExtensionContext context, Throwable failure, List<TestMachine> machines) {
        Optional<BootException> boot = bootFailure(failure);
        if (machines.isEmpty() && boot.isEmpty()) {
            return;
        }
        String where;
        try {
            where = "written to " + write(context, failure, machines, boot);
        } catch (IOException | RuntimeException e) {
            where = "not written, because of " + e;
        }
        failure.addSuppressed(new FailureDetails("What is known about the failure was " + where, machines));
    }

    private static Path write(
            ExtensionContext context, Throwable failure, List<TestMachine> machines, Optional<BootException> boot)
            throws IOException {
        Path report = claim(directory(context).resolve(name(context)), context.getUniqueId());
        if (Files.exists(report)) {
            FileTree.remove(report);
        }
        Files.createDirectories(report);
        StringWriter text = new StringWriter();
        PrintWriter lines = new PrintWriter(text);
        lines.println("test: " + context.getUniqueId());
        lines.println("name: " + context.getDisplayName());
        failure.printStackTrace(lines);
        Files.writeString(report.resolve("failure.txt"), text.toString());
        for (TestMachine machine : machines) {
            machine.writeTo(report);
        }
        if (boot.isPresent()) {
            Files.writeString(report.resolve("boot.console"), boot.get().consoleTail());
        }
        return report;
    }

    private static Path claim(Path wanted, String test) {
        Path path = wanted;
        for (int i = 2; !OWNERS.computeIfAbsent(path, key -> test).equals(test); i++) {
            path = wanted.resolveSibling(wanted.getFileName() + "~" + i);
        }
        return path;
    }

    /** Class and method; for one run of several, such as those of a parameterized test, its number too. */
    private static String name(ExtensionContext context) {
        String method = context.getTestMethod().map(it -> "." + it.getName()).orElse("");
        String run = INVOCATION
                .matcher(context.getUniqueId())
                .results()
                .map(MatchResult::group)
                .map(it -> "-" + it.replaceAll("\\D", ""))
                .collect(Collectors.joining());
        return (context.getRequiredTestClass().getName() + method + run).replaceAll("[^A-Za-z0-9._-]", ".");
    }

    private static Optional<BootException> bootFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BootException boot) {
                return Optional.of(boot);
            }
        }
        return Optional.empty();
    }
}
