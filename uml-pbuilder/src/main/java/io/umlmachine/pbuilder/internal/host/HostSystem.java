package io.umlmachine.pbuilder.internal.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Names that the host gives itself. */
public final class HostSystem {

    private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
    private static final Path OS_RELEASE = Path.of("/etc/os-release");
    private static final int LONGEST_LABEL = 63;

    private HostSystem() {}

    /** Debian's name of the architecture that this Java program runs on. */
    public static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "amd64";
            case "x86", "i386", "i486", "i586", "i686" -> "i386";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    /** The first label of the host's name, as far as a machine may bear it. */
    public static String name() {
        String label = read(HOSTNAME).strip().split("\\.", 2)[0].replaceAll("[^A-Za-z0-9-]", "-");
        String name =
                label.substring(0, Math.min(label.length(), LONGEST_LABEL)).replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "uml" : name;
    }

    /** The suite that a Debian host runs. */
    public static Optional<String> suite() {
        return read(OS_RELEASE)
                .lines()
                .filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line ->
                        line.substring(line.indexOf('=') + 1).replace("\"", "").strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // A host without it has no name to give, and the callers have an answer to that.
            return "";
        }
    }
}
