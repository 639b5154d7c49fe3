package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.pbuilder.internal.host.HostSystem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys that pbuilder and pbuilder-user-mode-linux know and this version does not act on. Values that ask for what
 * happens anyway are accepted; values that would change the result are refused, with what to do instead. Names: the
 * manual pages pbuilder(8) and pbuilderrc(5) of pbuilder 0.231.
 */
public final class ForeignKeys {

    private static final String BY_NAME = " is not supported in this version: ";
    private static final String OVERLAYS = "machines work on overlays of an image, so there is nothing for it to do";
    private static final String UNUSED = "root is not needed, so it is never run";

    private static final Map<String, Rule> RULES = new LinkedHashMap<>();

    static {
        Stream.of("APTCACHE", "APTCACHEHARDLINK", "AUTOCLEANAPTCACHE", "CCACHEDIR", "COMPRESSPROG", "EATMYDATA")
                .forEach(name -> without(name, "it would save time only; results do not depend on it"));
        Stream.of("BASETGZ", "BASEPATH", "CONFDIR", "DEBDELTA").forEach(name -> without(name, OVERLAYS));
        Stream.of("PBUILDERROOTCMD", "BUILDSOURCEROOTCMD", "PDEBUILD_PBUILDER", "USE_PDEBUILD_INTERNAL")
                .forEach(name -> without(name, UNUSED));
        Stream.of("PKGNAME_LOGFILE", "PKGNAME_LOGFILE_EXTENSION", "PKGNAME_LOGFILE_EXTENTION")
                .forEach(name -> without(name, "the log is always NAME_VERSION_ARCH.build"));
        Stream.of("USECOLORS", "LOGLEVEL", "PATH", "SHELL")
                .forEach(name -> without(name, "it has no meaning inside a machine"));
        Stream.of("BUILDRESULTUID", "BUILDRESULTGID").forEach(name -> without(name, "results belong to the caller"));

        Stream.of("USEPROC", "USEDEVPTS", "USEDEVFS", "USESYSFS", "USESHM", "USERUNSHM", "USECGROUP")
                .forEach(name -> only(name, "a machine has its own kernel and all its file systems", "yes", "no"));
        only("BUILDUSERID", "builds run as user 1234 of their machine", "1234");
        only("BUILDUSERNAME", "builds run as pbuilder of their machine", "pbuilder");
        only("BUILDDIR", "builds run in /build of their machine", "/build");
        only("BUILD_HOME", "the home of the build's user is /nonexistent", "/nonexistent");
        only("DEBIAN_FRONTEND", "nobody answers questions in a build", "noninteractive");
        only("LANG", "builds run in C.UTF-8", "C.UTF-8", "C", "POSIX");
        only("LC_ALL", "builds run in C.UTF-8", "C.UTF-8", "C", "POSIX");
        only(
                "DEBOOTSTRAP",
                "the image builder chooses between debootstrap and mmdebstrap",
                "debootstrap",
                "mmdebstrap");
        only(
                "DEBOOTSTRAPOPTS",
                "the image is always of the variant buildd, and signatures are always checked",
                "--variant=buildd",
                "--force-check-gpg",
                "--variant=buildd --force-check-gpg",
                "--force-check-gpg --variant=buildd");
        only("ARCHITECTURE", "machines are of the host's architecture", HostSystem.architecture());
        only("HOST_ARCH", "machines are of the host's architecture", HostSystem.architecture());
        only(
                "PBUILDERSATISFYDEPENDSCMD",
                "dependencies are resolved by apt; use the apt resolver",
                "/usr/lib/pbuilder/pbuilder-satisfydepends",
                "/usr/lib/pbuilder/pbuilder-satisfydepends-apt",
                "apt");

        no("ALLOWUNTRUSTED", "signatures are always checked; sign the repository");
        no("AUTO_DEBSIGN", "run debsign on the results");

        empty("APTGETOPT", "apt-get is run with the options it needs");
        empty("APTITUDEOPT", "dependencies are resolved by apt");
        empty("BINDMOUNTS", "a machine does not see the host's files; copy them in");
        empty("CHROOTEXEC", "there is no chroot");
        empty("PBUILDERSATISFYDEPENDSOPT", "dependencies are resolved by apt");
        Stream.of("http_proxy", "https_proxy", "ftp_proxy", "HTTP_PROXY")
                .forEach(name -> empty(name, "configure a proxy for apt of this host, or by APTCONFDIR for machines"));
    }

    private ForeignKeys() {}

    /** What becomes of a value. */
    public sealed interface Verdict {

        /** The value has no effect, and {@code reason} says why none is needed. */
        record Unneeded(String reason) implements Verdict {}

        record Refused(String message) implements Verdict {}
    }

    /**
     * Judges the value of a key.
     *
     * @return empty if pbuilder does not know the name either
     */
    public static Optional<Verdict> judge(String name, String value) {
        return Optional.ofNullable(RULES.get(name)).map(rule -> rule.judge(name, value.strip()));
    }

    static Set<String> names() {
        return RULES.keySet();
    }

    /** Accepts any value: it cannot change the result. */
    private static void without(String name, String reason) {
        RULES.put(name, (key, value) -> new Verdict.Unneeded(reason));
    }

    private static void no(String name, String instead) {
        only(name, instead, "no");
    }

    private static void empty(String name, String instead) {
        only(name, instead);
    }

    /** Accepts the values that ask for what happens anyway; the empty value does too. */
    private static void only(String name, String instead, String... accepted) {
        Set<String> values = Arrays.stream(accepted).collect(Collectors.toSet());
        RULES.put(name, (key, value) -> {
            if (value.isEmpty() || values.contains(value)) {
                return new Verdict.Unneeded("it asks for what happens anyway");
            }
            return new Verdict.Refused(key + "=" + value + BY_NAME + instead);
        });
    }

    @FunctionalInterface
    private interface Rule {
        Verdict judge(String name, String value);
    }
}
