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
 * What a build made: a .changes file and the files that it lists, which lie beside it. Immutable and thread-safe. An
 * OpenPGP signature around it is tolerated and not checked. Format: deb-changes(5).
 *
 * @param file the .changes file
 * @param source the name of the source package
 * @param version its version, with the epoch
 * @param architectures the architectures of what was built, {@code source} among them if the source package was
 * @param files the files that it lists
 */
public record Changes(Path file, String source, String version, List<String> architectures, List<FileEntry> files) {

    private static final long LARGEST = 8 << 20;

    /**
     * Copies the lists.
     *
     * @param file the .changes file
     * @param source the name
     * @param version the version
     * @param architectures what was built for
     * @param files the files
     */
    public Changes {
        architectures = List.copyOf(architectures);
        files = List.copyOf(files);
    }

    /**
     * Reads a .changes file; the files that it lists are not looked at.
     *
     * @param file the .changes file
     * @return what was built
     * @throws ResultException if the file is missing, malformed, or lists files without SHA-256 digests
     */
    public static Changes read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ResultException(file + " is too large to be a .changes file");
            }
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ResultException("Cannot read " + file + ": " + e, e);
        }
    }

    private static Changes parse(Path file, byte[] content) {
        try {
            Stanza stanza = ControlFile.parse(content);
            SourceVersion name = SourceVersion.of(stanza);
            return new Changes(file, name.source(), name.version(), stanza.words("Architecture"), FileList.of(stanza));
        } catch (ControlException e) {
            throw new ResultException(file + " is no usable .changes file: " + e.getMessage(), e);
        }
    }

    /**
     * Checks the size and the digest of every file that is listed.
     *
     * @throws ResultException if a file is missing or differs; it names them all
     */
    public void verify() {
        try {
            Path directory = file.toAbsolutePath().getParent();
            List<String> problems = FileCheck.problems(files, entry -> FileCheck.verify(directory, entry));
            if (!problems.isEmpty()) {
                throw new ResultException("The results are not what " + file + " says: " + String.join("; ", problems));
            }
        } catch (IOException e) {
            throw new ResultException("Cannot read the files of " + file + ": " + e, e);
        }
    }

    /**
     * The files whose names end in one way.
     *
     * @param suffix the end of the names, such as {@code .deb}
     * @return their paths, beside the .changes file, in its order
     */
    public List<Path> files(String suffix) {
        return files.stream()
                .filter(entry -> entry.name().endsWith(suffix))
                .map(entry -> file.resolveSibling(entry.name()))
                .toList();
    }
}
