package io.umlmachine.pbuilder.internal.check;

import io.umlmachine.pbuilder.SystemDifference;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What no package has to restore when it goes: state of the package manager, caches, logs, what all packages of a kind
 * share and triggers write, and what belongs to the machine. {@code Check.Installation} lists it for users.
 */
final class IgnoredPlaces {

    private static final List<String> TREES = List.of(
            "/proc",
            "/sys",
            "/dev",
            "/run",
            "/tmp",
            "/root",
            "/build",
            "/lost+found",
            "/var/tmp",
            "/var/log",
            "/var/lib/apt",
            "/var/lib/umlmachine",
            "/var/cache/apt",
            "/var/cache/debconf",
            "/var/cache/ldconfig",
            "/var/cache/man",
            "/var/cache/fontconfig",
            "/usr/share/mime",
            "/usr/lib/locale");

    private static final Set<String> FILES = Set.of(
            "/etc/passwd",
            "/etc/group",
            "/etc/shadow",
            "/etc/gshadow",
            "/etc/subuid",
            "/etc/subgid",
            "/etc/ld.so.cache",
            "/etc/mtab",
            "/etc/resolv.conf",
            "/etc/hosts",
            "/etc/hostname",
            "/etc/shells",
            "/etc/mailcap",
            "/etc/.pwd.lock",
            "/etc/apt/sources.list.d/umlmachine.list",
            "/usr/share/info/dir",
            "/usr/share/info/dir.old",
            "/usr/share/applications/mimeinfo.cache",
            "/usr/share/glib-2.0/schemas/gschemas.compiled",
            "/var/lib/systemd");

    private static final List<Pattern> PATTERNS = List.of(
            // Copies that the tools for users and groups keep.
            Pattern.compile("/etc/(passwd|group|shadow|gshadow|subuid|subgid)-"),
            Pattern.compile("/var/lib/dpkg(?!/alternatives/).*"),
            Pattern.compile("/var/lib/systemd/deb-systemd-(user-)?helper-(enabled|masked).*"),
            Pattern.compile("/(usr/)?lib/python3/.*/__pycache__(/.*)?"),
            Pattern.compile("/usr/lib/python3[^/]*/.*__pycache__(/.*)?"));

    private IgnoredPlaces() {}

    static boolean contain(SystemDifference difference) {
        String name = difference.name();
        return FILES.contains(name)
                || TREES.stream().anyMatch(tree -> name.equals(tree) || name.startsWith(tree + "/"))
                || PATTERNS.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
