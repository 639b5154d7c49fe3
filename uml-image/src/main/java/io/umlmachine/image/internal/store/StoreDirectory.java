package io.umlmachine.image.internal.store;

import io.umlmachine.ByteSize;
import io.umlmachine.image.StoreUsage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A store as a directory of images. Immutable and thread-safe.
 *
 * @param path where it is
 */
public record StoreDirectory(Path path) {

    static final String WORK = ".work";
    static final String LOGS = "logs";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+_~-]{0,199}");

    /** Whether something may be the name of an image: it must be one file name, and none of the store's own. */
    public static boolean isImageName(String name) {
        return NAME.matcher(name).matches() && !name.equals(LOGS);
    }

    /**
     * An image, whether or not it is there.
     *
     * @throws IllegalArgumentException if no image can have that name
     */
    public ImageDirectory image(String name) {
        if (!isImageName(name)) {
            throw new IllegalArgumentException("Not the name of an image: '" + name + "'");
        }
        return new ImageDirectory(path, name);
    }

    /** Where generations are made. */
    public Path work() {
        return path.resolve(WORK);
    }

    /** Where the logs of failed attempts go. */
    Path logs() {
        return path.resolve(LOGS);
    }

    /** What there is, by name; nothing if the store has not been made. */
    List<Path> children() throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            all.forEach(children::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        children.sort(null);
        return children;
    }

    /** The directories that can be images', and can be read. */
    List<ImageDirectory> directories() throws IOException {
        List<ImageDirectory> directories = new ArrayList<>();
        for (Path child : children()) {
            String name = child.getFileName().toString();
            if (isImageName(name)
                    && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                    && Files.isReadable(child)
                    && Files.isExecutable(child)) {
                directories.add(new ImageDirectory(path, name));
            }
        }
        return directories;
    }

    /** The images of which there is a generation. */
    public List<String> images() throws IOException {
        List<String> names = new ArrayList<>();
        for (ImageDirectory directory : directories()) {
            // The current one is asked for first: what a listing finds may be collected before it is looked at.
            if (directory.current().filter(Generation::isWhole).isPresent()
                    || directory.generations().stream().anyMatch(Generation::isWhole)) {
                names.add(directory.name());
            }
        }
        return names;
    }

    /** What it takes of the file system. */
    public StoreUsage usage() throws IOException {
        SortedMap<String, ByteSize> images = new TreeMap<>();
        for (ImageDirectory directory : directories()) {
            if (!directory.generations().isEmpty()) {
                images.put(directory.name(), new ByteSize(DiskUse.ofTree(directory.directory())));
            }
        }
        return new StoreUsage(
                images,
                new ByteSize(DiskUse.ofTree(path.resolve(LOGS))),
                new ByteSize(DiskUse.ofTree(path.resolve(WORK))));
    }
}
