package io.umlmachine.internal.disk;

import io.umlmachine.CowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What an overlay records of its backing file. Thread-safe. */
final class BackingFiles {

    private BackingFiles() {}

    /** The path that {@code uml_mkcow} records: that of the directory without links, and the file's name in it. */
    static Path absolute(Path backing) throws IOException {
        Path name = backing.toAbsolutePath().normalize();
        Path parent = backing.toAbsolutePath().getParent();
        if (name.getFileName() == null || parent == null) {
            throw new NoSuchFileException(backing.toString(), null, "not a file");
        }
        return parent.toRealPath().resolve(backing.getFileName());
    }

    /** Size and time of a file that can be backed. */
    static BasicFileAttributes attributes(Path backing) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(backing, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || attributes.size() == 0) {
            throw new IOException(backing + " is no file with a disk in it");
        }
        return attributes;
    }

    /** The time as headers hold it. */
    static long mtime(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().getEpochSecond() & 0xffffffffL;
    }

    /** Whether a file is still what a header says of it. */
    static CowFile.Backing check(CowHeader header, Path backing) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(backing, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return CowFile.Backing.MISSING;
        }
        if (attributes.size() != header.size()) {
            return CowFile.Backing.SIZE_DIFFERS;
        }
        return mtime(attributes) == header.mtime() ? CowFile.Backing.MATCHES : CowFile.Backing.TIME_DIFFERS;
    }
}
