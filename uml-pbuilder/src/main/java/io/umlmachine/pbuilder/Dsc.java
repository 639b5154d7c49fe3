package io.umlmachine.pbuilder;

import io.umlmachine.internal.deb822.Stanza;
import io.umlmachine.pbuilder.internal.control.ControlException;
import io.umlmachine.pbuilder.internal.control.ControlFile;
import io.umlmachine.pbuilder.internal.control.FileCheck;
import io.umlmachine.pbuilder.internal.control.FileList;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A source package: a .dsc file and the parts that it lists, which lie beside it. Immutable and thread-safe. An OpenPGP
 * signature around it is tolerated and not checked. Format: dsc(5).
 *
 * @param file the .dsc file
 * @param source the name of the source package
 * @param version its version, with the epoch
 * @param format the format of the source, such as {@code 3.0 (quilt)}
 * @param parts the files that make up the source
 */
public record Dsc(Path file, String source, String version, String format, List<FileEntry> parts) {

    private static final long LARGEST = 1 << 20;

    /**
     * Copies the list.
     *
     * @param file the .dsc file
     * @param source the name
     * @param version the version
     * @param format the format
     * @param parts the files
     */
    public Dsc {
        parts = List.copyOf(parts);
    }

    /**
     * Reads a .dsc file; its parts are not looked at.
     *
     * @param file the .dsc file
     * @return the source package
     * @throws SourceException if the file is missing, malformed, or lists its parts without SHA-256 digests
     */
    public static Dsc read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SourceException(file + " is too large to be a .dsc file");
            }
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new SourceException("Cannot read the source package " + file + ": " + e, e);
        }
    }

    private static Dsc parse(Path file, byte[] content) {
        try {
            Stanza stanza = ControlFile.parse(content);
            SourceVersion name = SourceVersion.of(stanza);
            String format = ControlFile.require(stanza, "Format");
            return new Dsc(file, name.source(), name.version(), format, FileList.of(stanza));
        } catch (ControlException e) {
            throw new SourceException(file + " is no usable .dsc file: " + e.getMessage(), e);
        }
    }

    /**
     * Checks the size and the digest of every part.
     *
     * @throws SourceException if a part is missing or differs; it names them all
     */
    public void verify() {
        try {
            throwIfAny(FileCheck.problems(parts, part -> FileCheck.verify(directory(), part)));
        } catch (IOException e) {
            throw new SourceException("Cannot read the parts of " + file + ": " + e, e);
        }
    }

    private Path directory() {
        return file.toAbsolutePath().getParent();
    }

    private void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new SourceException("The source package " + file + " is not whole: " + String.join("; ", problems));
        }
    }
}
