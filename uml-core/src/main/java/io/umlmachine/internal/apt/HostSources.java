package io.umlmachine.internal.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a host's apt is told to use. */
public final class HostSources {

    private static final Logger LOG = LoggerFactory.getLogger(HostSources.class);

    private HostSources() {}

    /** All entries of {@code sources.list} and of the files below {@code sources.list.d}, as apt orders them. */
    public static List<AptEntry> read(Path aptDirectory) {
        List<AptEntry> entries = new ArrayList<>();
        readFile(aptDirectory.resolve("sources.list"), entries);
        Path parts = aptDirectory.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> files = Files.list(parts)) {
                files.sorted(Comparator.comparing(file -> file.getFileName().toString()))
                        .forEach(file -> readFile(file, entries));
            } catch (IOException e) {
                LOG.warn("Cannot read the apt sources in {}: {}", parts, e.toString());
            }
        }
        return List.copyOf(entries);
    }

    /** A file that is broken or private says nothing about mirrors; it is apt's business, so it stops nobody here. */
    private static void readFile(Path file, List<AptEntry> entries) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        String name = file.getFileName().toString();
        try {
            if (name.endsWith(".list")) {
                entries.addAll(OneLineSources.parse(text(file)));
            } else if (name.endsWith(".sources")) {
                entries.addAll(Deb822Sources.parse(text(file)));
            }
        } catch (IOException e) {
            LOG.warn("Leaving out the apt sources in {}: {}", file, e.toString());
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
