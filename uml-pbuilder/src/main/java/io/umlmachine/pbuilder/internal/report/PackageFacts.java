package io.umlmachine.pbuilder.internal.report;

import io.umlmachine.internal.archive.DebContents;
import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.internal.control.ControlException;
import io.umlmachine.pbuilder.internal.control.ControlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A binary package that was built. Its maps keep their order.
 *
 * @param file the name of its file
 * @param size the size of that, in bytes
 * @param fields of its control file
 * @param files what it installs: a path, and the size of a file in digits, or {@code -> } and where a link leads
 * @param whole whether these are all
 * @param problem why nothing is known of what is in it
 */
record PackageFacts(
        String file,
        long size,
        Map<String, String> fields,
        Map<String, String> files,
        boolean whole,
        Optional<String> problem) {

    static final String LINK = "-> ";

    /** Looks into a package. That it is none is told, and no more. */
    static PackageFacts of(Path deb) throws IOException {
        String name = deb.getFileName().toString();
        long size = Files.size(deb);
        try {
            DebContents contents = DebContents.read(deb);
            Stanza control = ControlFile.parse(contents.control().getBytes(StandardCharsets.UTF_8));
            Map<String, String> files = new LinkedHashMap<>();
            contents.entries()
                    .forEach(entry -> files.put(
                            entry.path(), entry.link().map(LINK::concat).orElseGet(() -> Long.toString(entry.size()))));
            return new PackageFacts(name, size, control.fields(), files, contents.whole(), Optional.empty());
        } catch (IOException | ControlException e) {
            return new PackageFacts(name, size, Map.of(), Map.of(), false, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** What tells it from the others of a build: an architecture has each name once. */
    String name() {
        return fields.getOrDefault("Package", file);
    }

    String version() {
        return fields.getOrDefault("Version", "");
    }

    String architecture() {
        return fields.getOrDefault("Architecture", "");
    }
}
