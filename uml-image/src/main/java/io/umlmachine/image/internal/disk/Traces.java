package io.umlmachine.image.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What remains in a system of the host, the moment and the way in which it was made. Without it, two systems of the same
 * packages are the same to the byte.
 */
public final class Traces {

    /** The extended attributes that the scripts of packages set, by how their names begin. */
    private static final List<String> PACKAGED = List.of("security.capability", "system.posix_acl_", "user.");

    /** Both bootstrap tools copy it from the host. */
    private static final String RESOLVER = "/etc/resolv.conf";

    private static final List<String> MOUNT_POINTS = List.of("/dev", "/proc", "/run", "/sys");

    /** What programs keep for a while, or make again. */
    private static final List<String> EMPTIED = List.of("/tmp", "/var/tmp", "/run", "/var/cache/apt/archives/partial");

    private static final List<String> DELETED = List.of(
            // Of one machine, and not of each that boots this system.
            "/var/lib/dbus/machine-id",
            "/var/lib/systemd/random-seed",
            "/var/lib/systemd/credential.secret",
            "/var/lib/urandom/random-seed",
            // It holds the numbers of inodes, and is only to save ldconfig some work.
            "/var/cache/ldconfig/aux-cache",
            "/var/log/alternatives.log",
            "/var/log/bootstrap.log",
            "/var/log/dpkg.log",
            // Of the disk that it was on; a new one has its own.
            "/lost+found");

    /** The user databases, of which the programs that change them keep the next to last state. */
    private static final Set<String> DATABASES = Set.of("passwd", "group", "shadow", "gshadow", "subuid", "subgid");

    private static final String HOSTS = """
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            """;

    private static final int SHADOW_DAY = 2;

    private Traces() {}

    /** Removes those of the host, and makes what a machine needs; from a system that is to be finished in a machine. */
    public static void removeHost(GuestTree tree) throws IOException {
        tree.delete(RESOLVER);
        removeLabels(tree);
        removeIdentity(tree);
        makeMountPoints(tree);
    }

    /** Removes them all from a tree. */
    public static void remove(GuestTree tree, Epoch epoch) throws IOException {
        removeHost(tree);
        for (String path : DELETED) {
            tree.delete(path);
        }
        for (String path : EMPTIED) {
            tree.empty(path);
        }
        removeOldStates(tree);
        removeCaches(tree);
        removeLogs(tree);
        removeDays(tree, epoch);
        for (Node node : tree.nodes()) {
            Attributes attributes = node.attributes();
            node.attributes(attributes.withModified(epoch.clamp(attributes.modified())));
        }
    }

    /** Host's file systems and security modules put such on every file: {@code security.selinux}, {@code btrfs.compression}. */
    private static void removeLabels(GuestTree tree) {
        for (Node node : tree.nodes()) {
            Attributes attributes = node.attributes();
            if (!attributes.extended().isEmpty()) {
                SortedMap<String, byte[]> kept = new TreeMap<>(attributes.extended());
                kept.keySet().removeIf(name -> PACKAGED.stream().noneMatch(name::startsWith));
                node.attributes(attributes.withExtended(kept));
            }
        }
    }

    private static void removeOldStates(GuestTree tree) throws IOException {
        tree.deleteFiles(
                "/etc", name -> name.endsWith("-") && DATABASES.contains(name.substring(0, name.length() - 1)));
        tree.deleteFiles("/var/lib/dpkg", name -> name.endsWith("-old"));
        tree.deleteFiles("/var/cache/debconf", name -> name.endsWith("-old"));
    }

    private static void removeCaches(GuestTree tree) throws IOException {
        tree.deleteFiles("/var/cache/apt", name -> name.endsWith(".bin"));
        tree.deleteFiles("/var/cache/apt/archives", name -> name.endsWith(".deb"));
        tree.deleteFilesBelow("/var/lib/apt/lists");
    }

    private static void removeLogs(GuestTree tree) throws IOException {
        tree.deleteFilesBelow("/var/log/apt");
        tree.deleteFilesBelow("/var/log/journal");
        tree.deleteFilesBelow("/var/lib/systemd/timers");
        // Of other logs the owner and mode are the package's, and nobody would make them again.
        tree.truncateFilesBelow("/var/log");
    }

    private static void removeIdentity(GuestTree tree) throws IOException {
        if (tree.exists("/etc/machine-id")) {
            // Empty, machine-id(5) says, is to be filled at boot; a missing file is a first boot.
            tree.replace("/etc/machine-id", new byte[0]);
        }
        if (!tree.exists("/etc/hosts")) {
            tree.write("/etc/hosts", HOSTS);
        }
    }

    /** Of an account that was made with the system, the day of the last change of its password is that of the making. */
    private static void removeDays(GuestTree tree, Epoch epoch) throws IOException {
        Optional<byte[]> shadow = tree.read("/etc/shadow");
        if (shadow.isPresent()) {
            String text = new String(shadow.get(), StandardCharsets.ISO_8859_1);
            String clamped = text.lines()
                    .map(line -> withoutLaterDay(line, epoch.day()) + "\n")
                    .collect(Collectors.joining());
            tree.replace("/etc/shadow", clamped.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String withoutLaterDay(String line, long latest) {
        String[] fields = line.split(":", -1);
        if (fields.length > SHADOW_DAY
                && fields[SHADOW_DAY].matches("[0-9]{1,9}")
                && Long.parseLong(fields[SHADOW_DAY]) > latest) {
            fields[SHADOW_DAY] = Long.toString(latest);
        }
        return String.join(":", fields);
    }

    /** In a container, debootstrap makes {@code /proc} a link to itself; a machine needs a directory to mount on. */
    private static void makeMountPoints(GuestTree tree) throws IOException {
        for (String path : MOUNT_POINTS) {
            tree.makeDirectory(path);
        }
    }
}
