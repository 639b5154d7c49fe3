package io.umlmachine.pbuilder.internal.hooks;

import io.umlmachine.pbuilder.ConfigException;
import io.umlmachine.pbuilder.ConfigKey;
import io.umlmachine.pbuilder.HookPoint;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a directory of hooks, as they were when it was read: what somebody edits meanwhile is for the next
 * machine. Immutable.
 */
public final class HookDirectory {

    private static final HookDirectory NONE = new HookDirectory(List.of());

    /** What is written to a guest over its line. */
    private static final long LARGEST = 16 << 20;

    private final List<HookFile> files;

    private HookDirectory(List<HookFile> files) {
        this.files = List.copyOf(files);
    }

    /**
     * A file of the directory, a hook or not.
     *
     * @param name its name
     * @param content its bytes
     * @param executable whether its owner may execute it
     */
    record HookFile(String name, byte[] content, boolean executable) {

        /** A kernel runs {@code #!} and ELF files; anything else is a shell's to read, as chroot(1) has it. */
        boolean isPlainText() {
            String start = new String(content, 0, Math.min(4, content.length), StandardCharsets.ISO_8859_1);
            return !start.startsWith("#!") && !start.equals("\u007fELF");
        }

        boolean isFor(HookPoint point) {
            return executable && HookPoint.of(name).filter(point::equals).isPresent();
        }
    }

    /**
     * Reads the directory that a configuration names.
     *
     * @throws ConfigException if it cannot be read, or holds a file that is too large
     */
    public static HookDirectory of(PbuilderConfig config) {
        if (config.hookDirectory().isEmpty()) {
            return NONE;
        }
        Path directory = config.hookDirectory().get();
        try {
            return read(directory);
        } catch (IOException e) {
            throw new ConfigException(
                    config.setting(ConfigKey.HOOKDIR).origin(), "HOOKDIR=" + directory + " cannot be read: " + e);
        }
    }

    private static HookDirectory read(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> children = Files.list(directory)) {
            paths = children.filter(Files::isRegularFile).sorted().toList();
        }
        List<HookFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.size(path) > LARGEST) {
                throw new IOException(path + " has more than 16 MiB");
            }
            files.add(new HookFile(path.getFileName().toString(), Files.readAllBytes(path), Files.isExecutable(path)));
        }
        return new HookDirectory(files);
    }

    List<HookFile> files() {
        return files;
    }

    /** The hooks of one point, in their order. */
    List<HookFile> hooks(HookPoint point) {
        return files.stream().filter(file -> file.isFor(point)).toList();
    }

    /** Whether any hook runs at one of some points. */
    public boolean hasAny(HookPoint... points) {
        return Stream.of(points).anyMatch(point -> !hooks(point).isEmpty());
    }
}
