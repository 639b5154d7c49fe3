package io.umlmachine.samples.cli;

import java.util.Map;
import java.util.Optional;

/**
 * Commands and options of pbuilder and pbuilder-user-mode-linux that this version lacks, and what to use instead. Names:
 * the manual pages pbuilder(8) and pbuilder-user-mode-linux(1).
 */
final class Unsupported {

    private static final String UNPRIVILEGED = "nothing here runs as root";
    private static final String NO_CHROOT =
            "machines boot from an image: use --uml-image, or none for the image store's";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("--override-config", "nothing is kept in the image that would have to be overridden"),
            Map.entry("--http-proxy", "configure it for apt of this host, or by --aptconfdir for machines"),
            Map.entry("--aptcache", "there is no shared cache of packages yet"),
            Map.entry("--bindmounts", "a machine does not see the host's files; copy them in by --inputfile"),
            Map.entry("--debug", "use --verbose for the log, --stacktrace for errors"),
            Map.entry("--loglevel", "use --verbose for the log"),
            Map.entry("--allow-untrusted", "signatures are always checked; sign the repository"),
            Map.entry("--architecture", "machines are of the host's architecture"),
            Map.entry("--host-arch", "machines are of the host's architecture"),
            Map.entry("--debootstrap", "the image builder chooses between debootstrap and mmdebstrap"),
            Map.entry("--debootstrapopts", "the image builder has the options that it needs"),
            Map.entry("--autocleanaptcache", "there is no shared cache of packages yet"),
            Map.entry("--ccachedir", "there is no compiler cache yet"),
            Map.entry("--basetgz", NO_CHROOT),
            Map.entry("--basepath", NO_CHROOT),
            Map.entry("--rootcmd", UNPRIVILEGED),
            Map.entry("--compressprog", "there is no archive of the base system to compress"),
            Map.entry("--debdelta", "packages are fetched as they are"),
            Map.entry("--debemail", "use --debbuildopts with -m"),
            Map.entry("--no-targz", NO_CHROOT),
            Map.entry("--internal-chrootexec", NO_CHROOT),
            Map.entry("--auto-debsign", "run debsign on the results"));

    private Unsupported() {}

    /** Why a word of the command line is refused; empty if pbuilder does not know it either. */
    static Optional<String> refusal(String word) {
        String name = word.split("=", 2)[0];
        return Optional.ofNullable(INSTEAD.get(name))
                .map(instead -> name + " is not supported in this version: " + instead);
    }
}
