package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.internal.host.Directories;
import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.KernelChoice;
import io.umlmachine.pbuilder.Origin;
import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.io.IOException;
import java.nio.file.Path;

/** The values of keys that nobody sets. */
public final class Defaults {

    private Defaults() {}

    /** Where results go if no key says. */
    public static Path buildResult() {
        return cache().resolve("result");
    }

    public static String of(ConfigKey key) {
        return switch (key) {
            case DISTRIBUTION -> HostSystem.suite().orElse("stable");
            case COMPONENTS -> "main";
            case BINARY_ARCH,
                    BINARY_INDEP,
                    TWICE,
                    SOURCE_ONLY_CHANGES,
                    USENETWORK,
                    PRESERVE_BUILDPLACE,
                    SAVE_AFTER_LOGIN,
                    SAVE_AFTER_EXEC,
                    UML_LOGIN_NOCOW,
                    UML_SECCOMP -> "no";
            case DEB_BUILD_OPTIONS -> "parallel=1";
            case BUILDPLACE -> cache().resolve("build").toString();
            case ROOTSTRAP_IMAGESIZE -> "4G";
            case UML_MEM -> "512M";
            case UML_KERNEL -> new KernelChoice.Automatic().toString();
            case UML_HOSTNAME -> HostSystem.name();
            case UML_MOUNT_TMPFS -> "yes";
            case MY_ETH0 -> "slirp";
            case UML_IP -> "192.168.0.3";
            case UML_NETMASK -> "255.255.255.0";
            case MIRRORSITE,
                    OTHERMIRROR,
                    APTKEYRINGS,
                    APTCONFDIR,
                    EXTRAPACKAGES,
                    DEBBUILDOPTS,
                    REMOVEPACKAGES,
                    DEB_BUILD_PROFILES,
                    BINNMU_MAINTAINER,
                    ADDITIONAL_BUILDRESULTS,
                    HOOKDIR,
                    TIMEOUT,
                    BUILDRESULT,
                    UML_BUILDRESULT,
                    PBUILDER_UML_IMAGE,
                    UML_NETWORK,
                    UML_BROADCAST,
                    UML_GATEWAY -> "";
        };
    }

    private static Path cache() {
        try {
            return Directories.cache();
        } catch (IOException e) {
            throw new ConfigException(Origin.builtIn(), "There is no cache directory: " + e.getMessage());
        }
    }
}
