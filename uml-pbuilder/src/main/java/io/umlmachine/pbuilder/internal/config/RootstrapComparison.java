package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.image.RootstrapConf;
import io.umlmachine.net.NetworkConfig;
import io.umlmachine.net.NetworkConfig.Difference;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.Origin;
import io.umlmachine.pbuilder.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Holds what pbuilder is told of images against what rootstrap is told of them.
 *
 * @param pbuilder pbuilder's settings
 * @param rootstrap rootstrap's
 */
public record RootstrapComparison(Map<ConfigKey, Setting> pbuilder, RootstrapConf rootstrap) {

    private static final Map<ConfigKey, Subject> SUBJECTS = new LinkedHashMap<>();

    static {
        SUBJECTS.put(ConfigKey.DISTRIBUTION, new Subject("dist", UnaryOperator.identity()));
        SUBJECTS.put(ConfigKey.MIRRORSITE, new Subject("mirror", address -> address.replaceAll("/+$", "")));
        SUBJECTS.put(
                ConfigKey.ROOTSTRAP_IMAGESIZE,
                new Subject("initialsize", size -> RootstrapConf.size(size).toString()));
    }

    /**
     * What both can say.
     *
     * @param key rootstrap's name for it
     * @param meaning makes two ways to write the same alike
     */
    private record Subject(String key, UnaryOperator<String> meaning) {}

    /** What they say differently. */
    public List<Difference> differences() {
        return SUBJECTS.entrySet().stream()
                .flatMap(subject -> difference(subject.getKey(), subject.getValue()).stream())
                .toList();
    }

    private Optional<Difference> difference(ConfigKey key, Subject subject) {
        Setting here = pbuilder.get(key);
        Optional<NetworkConfig.Setting> there = rootstrap.setting(subject.key());
        if (here.origin() instanceof Origin.BuiltIn || here.value().isEmpty() || there.isEmpty()) {
            return Optional.empty();
        }
        String other = there.get().value();
        return subject.meaning().apply(here.value()).equals(subject.meaning().apply(other))
                ? Optional.empty()
                : Optional.of(new Difference(
                        new NetworkConfig.Setting(
                                key.name(), here.value(), here.origin().toString()),
                        there.get()));
    }
}
