package io.umlmachine.internal.archive;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/** The packages of a suite: its {@code Packages.xz}, 60 MB of text in which a few packages are looked for. */
public final class PackageIndex {

    private static final String PACKAGE = "Package:";

    /** Debian's indexes need 65 MiB; a file that asks for more than this is a trap. */
    private static final int MEMORY_LIMIT_KIB = 256 << 10;

    private PackageIndex() {}

    /**
     * A binary package.
     *
     * @param name its name
     * @param version its version
     * @param path its place below the mirror's root
     * @param checksum what its file must be
     */
    public record Entry(String name, String version, String path, Checksum checksum) {}

    /**
     * Looks for packages.
     *
     * @param packages the index, compressed by xz
     * @param names the packages' names
     * @return those that are there
     * @throws IOException if the index cannot be read
     */
    public static Map<String, Entry> find(Path packages, Set<String> names) throws IOException {
        Map<String, Entry> found = new HashMap<>();
        try (InputStream file = Files.newInputStream(packages);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new XZInputStream(file, MEMORY_LIMIT_KIB), StandardCharsets.UTF_8))) {
            StringBuilder stanza = new StringBuilder();
            boolean wanted = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    addIf(wanted, stanza, found);
                    wanted = false;
                } else {
                    wanted = wanted || line.startsWith(PACKAGE) && names.contains(valueOf(line));
                    stanza.append(line).append('\n');
                }
            }
            addIf(wanted, stanza, found);
        }
        return found;
    }

    private static String valueOf(String line) {
        return line.substring(PACKAGE.length()).strip();
    }

    private static void addIf(boolean wanted, StringBuilder text, Map<String, Entry> found) throws Deb822Exception {
        if (wanted) {
            Entry entry = read(Deb822.parse(text.toString()).get(0));
            found.putIfAbsent(entry.name(), entry);
        }
        text.setLength(0);
    }

    private static Entry read(Stanza stanza) throws Deb822Exception {
        try {
            return new Entry(
                    stanza.require("Package"),
                    stanza.require("Version"),
                    stanza.require("Filename"),
                    new Checksum(
                            Long.parseLong(stanza.require("Size")),
                            stanza.require("SHA256").toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw (Deb822Exception) new Deb822Exception(
                            stanza.line(),
                            "the package " + stanza.get("Package").orElse("") + ": " + e.getMessage())
                    .initCause(e);
        }
    }
}
