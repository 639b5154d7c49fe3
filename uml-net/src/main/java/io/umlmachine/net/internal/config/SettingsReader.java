package io.umlmachine.net.internal.config;

import io.umlmachine.net.NetworkConfig.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads settings of either kind of file. */
public final class SettingsReader {

    private SettingsReader() {}

    /**
     * Reads settings; those that are not about the network are passed over.
     *
     * @throws io.umlmachine.net.NetworkConfigException naming all that is wrong
     */
    public static Reading read(Collection<Setting> settings) {
        Optional<Setting> pbuilder = first(settings, PbuilderSettings.NAMES);
        Optional<Setting> rootstrap = first(settings, RootstrapSettings.NAMES);
        Findings findings = new Findings(settings);
        if (pbuilder.isPresent() && rootstrap.isPresent()) {
            findings.problem(
                    rootstrap.get(),
                    "a key of rootstrap.conf beside " + pbuilder.get().key()
                            + " of pbuilder-uml.conf; read the two apart, and compare them");
            findings.remarks();
        }
        return rootstrap.isPresent() ? RootstrapSettings.read(findings) : PbuilderSettings.read(findings);
    }

    private static Optional<Setting> first(Collection<Setting> settings, List<String> names) {
        return settings.stream()
                .filter(setting -> names.contains(setting.key()))
                .findFirst();
    }
}
