package io.umlmachine.pbuilder.internal.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells a base image from others. Images are not written any more once machines use them: the store gives each
 * generation a file of its own, and a file of a user's is told by its times.
 *
 * @param text one line
 */
public record BaseIdentity(String text) {

    /** The identity of the image in a file. */
    public static BaseIdentity of(Path image) throws IOException {
        Path path = image.toRealPath();
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new BaseIdentity(path + " " + file.size() + " " + file.lastModifiedTime() + " " + file.fileKey());
    }
}
