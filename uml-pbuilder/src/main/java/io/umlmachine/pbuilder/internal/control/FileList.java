package io.umlmachine.pbuilder.internal.control;

import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.FileEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code Checksums-Sha256}, and holds {@code Files} against it. */
public final class FileList {

    private static final String CHECKSUMS = "Checksums-Sha256";
    private static final String FILES = "Files";

    private FileList() {}

    /**
     * The files that a stanza lists.
     *
     * @throws ControlException if there are none, or no SHA-256 digests of them, or {@code Files} differs from it
     */
    public static List<FileEntry> of(Stanza stanza) throws ControlException {
        if (stanza.get(CHECKSUMS).isEmpty()) {
            throw new ControlException("the field " + CHECKSUMS + " is missing, and MD5 or SHA-1 alone proves nothing");
        }
        Map<String, FileEntry> entries = new LinkedHashMap<>();
        for (String line : stanza.lines(CHECKSUMS)) {
            FileEntry entry = entry(line.strip().split("\\s+"), line);
            if (entries.put(entry.name(), entry) != null) {
                throw new ControlException(entry.name() + " is listed twice in " + CHECKSUMS);
            }
        }
        if (entries.isEmpty()) {
            throw new ControlException("it lists no files");
        }
        compare(entries, stanza.lines(FILES));
        return List.copyOf(entries.values());
    }

    private static FileEntry entry(String[] words, String line) throws ControlException {
        if (words.length != 3) {
            throw new ControlException("a line of " + CHECKSUMS + " is not digest, size and name: " + line);
        }
        try {
            return new FileEntry(words[2], Long.parseLong(words[1]), words[0]);
        } catch (IllegalArgumentException e) {
            throw new ControlException("a line of " + CHECKSUMS + " is wrong: " + e.getMessage());
        }
    }

    /** {@code Files} has the size second and the name last, in .dsc and in .changes. */
    private static void compare(Map<String, FileEntry> entries, List<String> files) throws ControlException {
        Set<String> listed = entries.values().stream()
                .map(entry -> entry.size() + " " + entry.name())
                .collect(Collectors.toSet());
        Set<String> others = files.stream()
                .map(line -> line.strip().split("\\s+"))
                .map(words -> (words.length < 3 ? "?" : words[1]) + " " + words[words.length - 1])
                .collect(Collectors.toSet());
        if (!listed.equals(others)) {
            throw new ControlException("the fields " + FILES + " and " + CHECKSUMS + " list different files");
        }
    }
}
