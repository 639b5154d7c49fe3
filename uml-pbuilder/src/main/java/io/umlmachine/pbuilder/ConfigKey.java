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
    /**
     * Further repositories for the machines of builds and sessions, lines of sources.list(5) separated by {@code |}. The
     * base image does not know them. Default: none.
     */
    OTHERMIRROR("--othermirror"),
    /** Files with OpenPGP keys that sign {@link #OTHERMIRROR}, separated by spaces. Default: none. */
    APTKEYRINGS("--keyring"),
    /** A directory whose files take the place of those of the machines' {@code /etc/apt}. Default: empty. */
    APTCONFDIR("--aptconfdir"),
    /**
     * Packages beside the build-essential ones. The base image holds them, unless {@link #OTHERMIRROR} is set: they may be
     * from there, and are installed with the dependencies of each build. Default: none.
     */
    EXTRAPACKAGES("--extrapackages"),
    /** Packages that are removed from the base image after all others have been installed. Default: none. */
    REMOVEPACKAGES("--removepackages"),
    /** Arguments of {@code dpkg-buildpackage}; quotes group words. Default: none. */
    DEBBUILDOPTS("--debbuildopts"),
    /** {@code yes} builds architecture-dependent packages only. Default: {@code no}. */
    BINARY_ARCH("--binary-arch"),
    /** {@code yes} builds architecture-independent packages only. Default: {@code no}. */
    BINARY_INDEP("--binary-indep"),
    /** Build profiles, separated by commas or spaces; dependencies are resolved for them. Default: none. */
    DEB_BUILD_PROFILES("--profiles"),
    /** {@code yes} builds again in the tree that the first build leaves. Default: {@code no}. */
    TWICE("--twice"),
    /** {@code yes} makes a .changes file of the source alone, too. Default: {@code no}. */
    SOURCE_ONLY_CHANGES("--source-only-changes"),
    /** {@code yes} leaves builds the network that their dependencies came by. Default: {@code no}, loopback only. */
    USENETWORK("--use-network"),
    /** The maintainer of binary-only uploads, as in {@code A Name <name@mirror.example>}. Default: empty. */
    BINNMU_MAINTAINER("--bin-nmu-maintainer"),
    /** Further files to bring out of {@code /build}, successful or not: patterns of sh(1). Default: none. */
    ADDITIONAL_BUILDRESULTS("--outputfile"),
    /** The variable of that name in the build's environment. Default: {@code parallel=1}. */
    DEB_BUILD_OPTIONS("--deb-build-options"),
    /** A directory of scripts to run at certain points, see {@link HookPoint}. Default: empty, no hooks. */
    HOOKDIR("--hookdir"),
    /** {@code yes} keeps the machine's disk of a build that fails, see {@link FailedBuild}. Default: {@code no}. */
    PRESERVE_BUILDPLACE("--preserve-buildplace"),
    /** {@code yes} makes what a login leaves the base image's new generation. Default: {@code no}. */
    SAVE_AFTER_LOGIN("--save-after-login"),
    /** {@code yes} makes what a script leaves that succeeds the base image's new generation. Default: {@code no}. */
    SAVE_AFTER_EXEC("--save-after-exec"),
    /** {@code yes} stands for {@link #SAVE_AFTER_LOGIN} and {@link #SAVE_AFTER_EXEC}. Default: {@code no}. */
    UML_LOGIN_NOCOW("--uml-login-nocow"),
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
    /**
     * The kernel of machines: {@code auto}, {@code host}, a Debian suite such as {@code forky}, or a path. Default:
     * {@code auto}, see {@link KernelChoice.Automatic}.
     */
    UML_KERNEL("--uml-kernel"),
    /**
     * {@code yes} lets the kernel catch a build's system calls with seccomp instead of ptrace, which is faster and leaves no
     * boundary between the build and the kernel of its machine: for sources that you trust, see
     * {@link io.umlmachine.UmlMachine.Builder#seccomp}. Default: {@code no}.
     */
    UML_SECCOMP("--uml-seccomp"),
    /** A machine's host name. Default: the host's. */
    UML_HOSTNAME("--uml-hostname"),
    /** Whether a tmpfs is on the machine's {@code /tmp}. Default: {@code yes}. */
    UML_MOUNT_TMPFS("--mount-tmpfs"),
    /** The machine's network, as {@link io.umlmachine.net.NetworkConfig} reads it. Default: {@code slirp}. */
    MY_ETH0("--eth0"),
    /**
     * A tap machine's address, or {@code dhcp}: then the image's own {@code /etc/network/interfaces} sets up {@code eth0}, for
     * which the image needs ifupdown and a DHCP client. Default: {@code 192.168.0.3}.
     */
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
