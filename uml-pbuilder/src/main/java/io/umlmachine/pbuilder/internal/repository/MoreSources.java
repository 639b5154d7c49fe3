package io.umlmachine.pbuilder.internal.repository;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.internal.control.FileCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a machine's apt reads besides what its image has: configuration, keys, repositories, and packages of the host.
 * Immutable.
 *
 * @param configuration a directory whose files take the place of those of {@code /etc/apt}, or none
 * @param keyrings files of OpenPGP keys that sign repositories
 * @param lines as of sources.list(5)
 * @param debs packages of the host, which win over those of any repository
 */
public record MoreSources(List<Path> configuration, List<Path> keyrings, List<String> lines, List<Path> debs) {

    private static final String APT = "/etc/apt";
    private static final String LINES = APT + "/sources.list.d/umlmachine.list";
    private static final String LOCAL = APT + "/sources.list.d/umlmachine-local.list";
    private static final String KEYS = APT + "/trusted.gpg.d/umlmachine-";
    private static final String DEBS = "/var/lib/umlmachine/debs";

    /**
     * Makes a repository of the packages in a directory, with programs that every Debian system has. Its Release file
     * gives it a name, by which apt is told to prefer it; what is there is what was meant, whatever its version is.
     */
    private static final String INDEX = """
            cd /var/lib/umlmachine/debs
            for deb in *.deb; do
                dpkg-deb --field "$deb"
                printf 'Filename: ./%s\\nSize: %s\\nSHA256: %s\\n\\n' \\
                    "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d ' ' -f 1)"
            done >Packages
            printf 'Origin: umlmachine-local\\nDate: %s\\nSHA256:\\n %s %s Packages\\n' "$(LC_ALL=C date -u -R)" \\
                "$(sha256sum Packages | cut -d ' ' -f 1)" "$(stat -c %s Packages)" >Release
            printf 'Package: *\\nPin: release o=umlmachine-local\\nPin-Priority: 1001\\n' \\
                >/etc/apt/preferences.d/umlmachine-local
            """;

    /** Copies the lists. */
    public MoreSources {
        configuration = List.copyOf(configuration);
        keyrings = List.copyOf(keyrings);
        lines = List.copyOf(lines);
        debs = List.copyOf(debs);
    }

    /** Those that a configuration names, and packages of the host. */
    public static MoreSources of(PbuilderConfig config, List<Path> debs) {
        return new MoreSources(
                config.aptConfiguration().map(List::of).orElse(List.of()),
                config.aptKeyrings(),
                config.otherMirrors(),
                debs);
    }

    /** All of it as texts, with digests in place of the files of the host: equal ones tell apt the same. */
    public List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (Path directory : configuration) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                    contents.add(directory.relativize(file) + " " + FileCheck.sha256(file));
                }
            }
        }
        for (Path keyring : keyrings) {
            contents.add("key " + FileCheck.sha256(keyring));
        }
        contents.addAll(lines);
        for (Path deb : debs) {
            contents.add("deb " + FileCheck.sha256(deb));
        }
        return contents;
    }

    /** Runs a command that has to succeed. */
    @FunctionalInterface
    public interface Step {
        void require(Command command) throws InterruptedException;
    }

    /**
     * Tells the apt of a machine; it has no lists of them yet.
     *
     * @param step runs the commands that this needs
     * @throws IOException if a file of the host cannot be read
     */
    public void addTo(UmlMachine machine, Step step) throws IOException, InterruptedException {
        for (Path directory : configuration) {
            machine.copyIn(directory, APT);
            step.require(Command.of("chown", "-R", "root:root", APT));
        }
        int number = 0;
        for (Path keyring : keyrings) {
            machine.write(KEYS + ++number + suffix(keyring), Files.readAllBytes(keyring));
        }
        if (!lines.isEmpty()) {
            machine.write(LINES, String.join("\n", lines) + "\n");
        }
        if (!debs.isEmpty()) {
            addDebs(machine, step);
        }
    }

    /** They come under numbers: what their files are called on the host means nothing. */
    private void addDebs(UmlMachine machine, Step step) throws IOException, InterruptedException {
        int number = 0;
        for (Path deb : debs) {
            machine.copyIn(deb, DEBS + "/" + ++number + ".deb");
        }
        step.require(Command.of("sh", "-eu").stdin(INDEX));
        machine.write(LOCAL, "deb [trusted=yes] file:" + DEBS + " ./\n");
    }

    /** By which apt tells armored keys from others. */
    private static String suffix(Path keyring) throws IOException {
        byte[] content = Files.readAllBytes(keyring);
        return content.length > 0 && (content[0] & 0x80) != 0 ? ".gpg" : ".asc";
    }
}
