package io.umlmachine.image.internal.rootstrap;

import io.umlmachine.internal.config.ConfigText;
import io.umlmachine.internal.config.IniFile;
import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.net.NetworkConfigException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a file, by the section that they stand in, and what is wrong with them. Not thread-safe. */
final class RootstrapFile {

    private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    private RootstrapFile() {}

    /** No file. */
    static RootstrapFile empty() {
        return new RootstrapFile();
    }

    /**
     * Reads a file.
     *
     * @throws io.umlmachine.internal.config.SyntaxException if it is not written as its kind is
     */
    static RootstrapFile read(Path file) {
        RootstrapFile read = new RootstrapFile();
        IniFile.parse(ConfigText.read(file), file).forEach(entry -> read.add(entry, file));
        return read;
    }

    private void add(IniFile.Entry entry, Path file) {
        Setting setting = new Setting(entry.key(), entry.value(), file + ":" + entry.line());
        Sections.objection(entry.section(), entry.key())
                .ifPresentOrElse(objection -> problem(setting, objection), () -> set(entry.section(), setting));
    }

    private void set(String section, Setting setting) {
        String home = Sections.isGlobal(section) ? Sections.GLOBAL : section;
        Setting earlier =
                sections.computeIfAbsent(home, key -> new LinkedHashMap<>()).put(setting.key(), setting);
        if (earlier != null) {
            remarks.add(earlier + " has no effect: it is set again as " + setting);
        }
    }

    /** What a module sees: its own section's setting, else the global one; an empty one says nothing. */
    Optional<Setting> setting(String section, String key) {
        return own(section, key)
                .or(() -> own(Sections.GLOBAL, key))
                .filter(setting -> !setting.value().isEmpty());
    }

    private Optional<Setting> own(String section, String key) {
        return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(key));
    }

    /** Notes what is wrong with a setting. */
    void problem(Setting setting, String message) {
        problems.add(new Problem(setting, message));
    }

    /** Notes what is wrong with settings. */
    void problems(List<Problem> found) {
        problems.addAll(found);
    }

    /** Notes that a setting has no effect, and why it needs none. */
    void remark(Setting setting, String why) {
        remarks.add(setting.origin() + ": " + setting.key() + "=" + setting.value() + " has no effect here: " + why);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
