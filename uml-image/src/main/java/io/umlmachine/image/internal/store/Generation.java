package io.umlmachine.image.internal.store;

import io.umlmachine.image.GenerationName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of an image, and the names of its files. Immutable and thread-safe.
 *
 * @param directory the image's directory in the store
 * @param number from 1; a number is never given twice
 */
public record Generation(Path directory, int number) {

    private static final Pattern FILE = Pattern.compile("generation-(\\d{1,9})\\.(?:img|json|use|gone)");

    /** The generation that a file belongs to, if its name tells one. */
    static Optional<Generation> ofFile(Path directory, String fileName) {
        Matcher matcher = FILE.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new Generation(directory, Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /** What it is called outside. */
    public GenerationName name() {
        return new GenerationName(directory.getFileName().toString(), number);
    }

    /** The disk. */
    public Path image() {
        return file(".img");
    }

    /** What is known about it. */
    public Path manifest() {
        return file(".json");
    }

    /** The file whose shared lock tells that the disk is in use, and whose time tells when it was. */
    Path use() {
        return file(".use");
    }

    /** What the disk is called when it is on its way out: that takes long for a large one, and nobody should wait for it. */
    Path gone() {
        return file(".gone");
    }

    /** Whether all of it is there; else a killed program left a part. */
    boolean isWhole() {
        return hasDisk() && Files.isRegularFile(manifest(), LinkOption.NOFOLLOW_LINKS);
    }

    boolean hasDisk() {
        return Files.isRegularFile(image(), LinkOption.NOFOLLOW_LINKS);
    }

    private Path file(String extension) {
        return directory.resolve("generation-" + number + extension);
    }
}
