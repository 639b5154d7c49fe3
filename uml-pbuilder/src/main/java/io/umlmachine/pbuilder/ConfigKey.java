package io.umlmachine.pbuilder;

import java.util.Arrays;
import java.util.Optional;

/** The configuration keys that take effect, by the names that pbuilder's configuration files give them. */
public enum ConfigKey {
    /** The Debian suite to build for. Default: the host's own, or {@code stable} on a host that is not Debian. */
    DISTRIBUTION("--distribution"),
    /** The archive's address. Default: empty, which stands for the host's own mirror. */
    MIRRORSITE("--mirror"),
    /** The archive's components, separated by spaces. Default: {@code main}. */
    COMPONENTS("--components"),
    /** Packages that the base image holds besides the build-essential ones. Default: none. */
    EXTRAPACKAGES("--extrapackages"),
    /** Arguments of {@code dpkg-buildpackage}; quotes group words. Default: none. */
    DEBBUILDOPTS("--debbuildopts"),
    /** {@code yes} builds architecture-dependent packages only. Default: {@code no}. */
    BINARY_ARCH("--binary-arch"),
    /** {@code yes} builds architecture-independent packages only. Default: {@code no}. */
    BINARY_INDEP("--binary-indep"),
    /** The variable of that name in the build's environment. Default: {@code parallel=1}. */
    DEB_BUILD_OPTIONS("--deb-build-options"),
    /** How long the build itself may take, as timeout(1) writes it: {@code 90m}. Default: empty, no limit. */
    TIMEOUT("--timeout"),
    /** Where overlays and staged sources live while a machine runs. Default: {@code build} in the cache directory. */
    BUILDPLACE("--buildplace"),
    /** Where results go, if {@link #UML_BUILDRESULT} does not say. Default: empty. */
    BUILDRESULT(""),
    /** Where results go. Default: {@link #BUILDRESULT}, or else {@code result} in the cache directory. */
    UML_BUILDRESULT("--buildresult"),
    /** An image file to use instead of the one in the image store. Default: empty. */
    PBUILDER_UML_IMAGE("--uml-image"),
    /** The size of the image's file system. Default: {@code 4G}, of which only what is used takes room. */
    ROOTSTRAP_IMAGESIZE("--imagesize"),
    /** A machine's memory. Default: {@code 512M}. */
    UML_MEM("--uml-mem"),
    /** A machine's host name. Default: the host's. */
    UML_HOSTNAME("--uml-hostname"),
    /** Whether a tmpfs is on the machine's {@code /tmp}. Default: {@code yes}. */
    UML_MOUNT_TMPFS("--mount-tmpfs"),
    /** The machine's network, as {@link io.umlmachine.net.NetworkConfig} reads it. Default: {@code slirp}. */
    MY_ETH0("--eth0"),
    /** A tap machine's address, or {@code dhcp}. Default: {@code 192.168.0.3}. */
    UML_IP("--uml-ip"),
    /** Its network's mask. Default: {@code 255.255.255.0}. */
    UML_NETMASK("--uml-netmask"),
    /** Its network. Default: what {@link #UML_IP} and {@link #UML_NETMASK} make it. */
    UML_NETWORK("--uml-network"),
    /** Its network's broadcast address. Default: the last of the network. */
    UML_BROADCAST("--uml-broadcast"),
    /** Its gateway. Default: the first of the network. */
    UML_GATEWAY("--uml-gateway");

    private final String option;

    ConfigKey(String option) {
        this.option = option;
    }

    /**
     * The option of the command line that sets the key.
     *
     * @return with its two hyphens, or empty if files only can set the key
     */
    public Optional<String> option() {
        return Optional.of(option).filter(name -> !name.isEmpty());
    }

    /**
     * The key of a name.
     *
     * @param name as configuration files write it
     * @return the key, or empty if no key that takes effect has that name
     */
    public static Optional<ConfigKey> of(String name) {
        return Arrays.stream(values()).filter(key -> key.name().equals(name)).findFirst();
    }
}
