package io.umlmachine.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is added to an image to derive another one: files, then packages, then scripts. Immutable and thread-safe.
 *
 * <pre>{@code
 * DebianImage image = DebianImage.of("bookworm").with(ImageLayer.of("nginx").script(GuestScript.copyOf(file)));
 * }</pre>
 *
 * @param packages those that apt installs, without the ones that they only recommend; in alphabetical order
 * @param files what is put into the image before that, such as a further source for apt; in this order
 * @param scripts what is run in it at last, with a network; in this order
 */
public record ImageLayer(List<String> packages, List<GuestFile> files, List<GuestScript> scripts) {

    /** To be raised when layers are made in another way, so that old ones are not taken for new ones. */
    private static final int FORMAT = 1;

    private static final int NAME_DIGITS = 8;

    /**
     * Checks the names of packages and brings them into order.
     *
     * @param packages those that apt installs
     * @param files what is put into the image before that
     * @param scripts what is run in it at last
     * @throws IllegalArgumentException if a name is none of a package
     */
    public ImageLayer {
        packages = PackageChoice.including(packages).include();
        files = List.copyOf(files);
        scripts = List.copyOf(scripts);
    }

    /**
     * A layer of packages.
     *
     * @param packages their names
     * @return a layer, which is empty if there are none
     * @throws IllegalArgumentException if a name is none of a package
     */
    public static ImageLayer of(String... packages) {
        return new ImageLayer(List.of(packages), List.of(), List.of());
    }

    /**
     * Adds a file.
     *
     * @param file the file, which replaces one that is there
     * @return the changed layer
     */
    public ImageLayer file(GuestFile file) {
        return new ImageLayer(packages, with(files, file), scripts);
    }

    /**
     * Adds a script.
     *
     * @param script the script
     * @return the changed layer
     */
    public ImageLayer script(GuestScript script) {
        return new ImageLayer(packages, files, with(scripts, script));
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    /**
     * Whether the layer adds nothing.
     *
     * @return true if it has neither packages nor files nor scripts
     */
    public boolean isEmpty() {
        return packages.isEmpty() && files.isEmpty() && scripts.isEmpty();
    }

    /**
     * What tells layers apart.
     *
     * @return the SHA-256 of all parts, in hexadecimal digits
     */
    public String digest() {
        return sha256(canonical().getBytes(StandardCharsets.UTF_8));
    }

    /** What it adds to an image's name. */
    String suffix() {
        return "+" + digest().substring(0, NAME_DIGITS);
    }

    /** One line for each part. No part can hold a newline, so no two layers have the same lines. */
    private String canonical() {
        StringBuilder text = new StringBuilder("format=" + FORMAT + "\n");
        text.append("packages=").append(String.join(" ", packages)).append('\n');
        for (GuestFile file : files) {
            text.append("file=" + file.permissions() + " " + sha256(file.content()) + " " + file.path() + "\n");
        }
        for (GuestScript script : scripts) {
            text.append(
                    "script=" + sha256(script.text().getBytes(StandardCharsets.UTF_8)) + " " + script.name() + "\n");
        }
        return text.toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
