package io.umlmachine.internal.agent;

import io.umlmachine.ByteSize;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Checks what is asked of small files before the agent gets it. */
public final class SmallFiles {

    private static final ByteSize MOST_TO_WRITE = ByteSize.mebibytes(16);

    private SmallFiles() {}

    /** As {@link io.umlmachine.UmlMachine#read(String, ByteSize)}. */
    public static byte[] read(AgentLine line, String path, ByteSize limit) throws IOException, InterruptedException {
        if (limit.bytes() > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("A file of " + limit + " does not fit a Java array; copy it out");
        }
        return line.readFile(absolute(path), (int) limit.bytes());
    }

    /** As {@link io.umlmachine.UmlMachine#write(String, byte[])}. */
    public static void write(AgentLine line, String path, byte[] content, Optional<Set<PosixFilePermission>> mode)
            throws IOException, InterruptedException {
        if (content.length > MOST_TO_WRITE.bytes()) {
            throw new FileSystemException(
                    absolute(path),
                    null,
                    "in the guest: " + content.length + " bytes are too much for the line; copy the file in");
        }
        line.writeFile(
                absolute(path), content, mode.isPresent() ? OptionalInt.of(bits(mode.get())) : OptionalInt.empty());
    }

    private static String absolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Not an absolute path of the guest: '" + path.replace('\0', '?') + "'");
        }
        return path;
    }

    /** The enumeration is in the order of the bits, the highest first. */
    private static int bits(Set<PosixFilePermission> mode) {
        return mode.stream()
                .mapToInt(permission -> 0400 >> permission.ordinal())
                .reduce(0, (one, other) -> one | other);
    }
}
