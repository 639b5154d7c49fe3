package io.umlmachine.net.internal.config;

import io.umlmachine.internal.config.AssignmentParser;
import io.umlmachine.internal.config.ConfigText;
import io.umlmachine.internal.config.Expander;
import io.umlmachine.internal.config.IniFile;
import io.umlmachine.internal.config.ShellText;
import io.umlmachine.internal.config.ShellValue;
import io.umlmachine.internal.config.Statement;
import io.umlmachine.net.NetworkConfig.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the settings out of a file. */
public final class SettingsFile {

    private static final String SECTION = "network";

    /** A key of pbuilder-uml.conf that rootstrap.conf does not have: the one is written in capitals, the other is not. */
    private static final Pattern SHELL = Pattern.compile(
            "^\\s*(?:export\\s+)?(?:MY_ETH0|UML_[A-Z]+|PBUILDER_[A-Z_]+|BUILDPLACE)\\+?=", Pattern.MULTILINE);

    private SettingsFile() {}

    /**
     * Reads a file of either kind.
     *
     * @throws io.umlmachine.internal.config.SyntaxException if it is neither
     */
    public static List<Setting> read(Path file) {
        String text = ConfigText.read(file);
        return SHELL.matcher(text).find() ? assignments(text, file) : network(text, file);
    }

    private static List<Setting> assignments(String text, Path file) {
        Map<String, ShellValue> variables = new HashMap<>();
        Map<String, Setting> settings = new LinkedHashMap<>();
        Expander expander = new Expander(file, name -> Optional.ofNullable(variables.get(name)));
        for (Statement statement : AssignmentParser.parse(text, file, Map.of())) {
            if (statement instanceof Statement.Assignment assignment) {
                ShellValue value = expander.expand(assignment.value());
                ShellValue whole = variables.merge(
                        assignment.name(), value, (old, fresh) -> assignment.append() ? old.plus(fresh) : fresh);
                settings.put(
                        assignment.name(), new Setting(assignment.name(), text(whole), file + ":" + assignment.line()));
            }
        }
        return List.copyOf(settings.values());
    }

    private static String text(ShellValue value) {
        return value instanceof ShellValue.Scalar scalar ? scalar.text() : ShellText.join(value.elements());
    }

    /** What the section says, and what stands before any section. */
    private static List<Setting> network(String text, Path file) {
        return IniFile.parse(text, file).stream()
                .filter(entry -> entry.section().isEmpty() || entry.section().equals(SECTION))
                .map(entry -> new Setting(entry.key(), entry.value(), file + ":" + entry.line()))
                .toList();
    }
}
