package io.umlmachine.net.internal.config;

import io.umlmachine.net.NetworkConfig.Setting;
import io.umlmachine.net.NetworkConfigException;
import io.umlmachine.net.NetworkConfigException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads settings as values, and collects what is wrong with them, so that one message tells all. Not thread-safe. */
final class Findings {

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** Of settings with the same key the last one counts. */
    Findings(Collection<Setting> given) {
        given.forEach(setting -> settings.put(setting.key(), setting));
    }

    Collection<Setting> settings() {
        return settings.values();
    }

    /** A setting that says something. */
    Optional<Setting> setting(String key) {
        return Optional.ofNullable(settings.get(key))
                .filter(setting -> !setting.value().isEmpty());
    }

    /**
     * The value of a setting; empty if it is not set or wrong.
     *
     * @param reader throws IllegalArgumentException if the text is no value of its kind
     */
    <T> Optional<T> get(String key, Function<String, T> reader) {
        return setting(key).flatMap(setting -> {
            try {
                return Optional.of(reader.apply(setting.value()));
            } catch (IllegalArgumentException e) {
                problem(setting, e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** Notes what is wrong with a key that is set. */
    void problem(String key, String message) {
        problem(settings.get(key), message);
    }

    void problem(Setting setting, String message) {
        problems.add(new Problem(setting, message));
    }

    /** Notes that a key has no effect, if it is set. */
    void remark(String key, String why) {
        setting(key).ifPresent(setting -> remarks.add(setting.origin() + ": " + key + " has no effect here: " + why));
    }

    /**
     * Ends the reading.
     *
     * @return what has no effect
     * @throws NetworkConfigException if anything was wrong
     */
    List<String> remarks() {
        if (!problems.isEmpty()) {
            throw new NetworkConfigException(problems);
        }
        return List.copyOf(remarks);
    }
}
