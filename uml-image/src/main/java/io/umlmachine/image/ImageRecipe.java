package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Everything that decides what an image holds, and nothing else: two recipes that are equal lead to the same image.
 * Immutable and thread-safe.
 *
 * @param suite the suite, such as {@code bookworm}
 * @param variant how much of it
 * @param sources the archives, the suite's own first; empty to leave them to the bootstrap tool
 * @param components the archives' components
 * @param include packages beyond the variant's, in alphabetical order
 * @param size the size of the disk, most of which is a hole in a sparse file
 * @param keyring the keyring that must have signed the archives; empty for Debian's own
 */
public record ImageRecipe(
        String suite,
        Variant variant,
        List<AptSource> sources,
        List<String> components,
        List<String> include,
        ByteSize size,
        Optional<Path> keyring) {

    /** To be raised when images are made in another way, so that old ones are not taken for new ones. */
    private static final int FORMAT = 1;

    private static final int NAME_DIGITS = 8;
    private static final ByteSize SMALLEST = ByteSize.mebibytes(512);
    private static final long BLOCK = 4096;
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?");

    /**
     * Checks each part, and brings the packages into order.
     *
     * @param suite the suite
     * @param variant how much of it
     * @param sources the archives, the suite's own first; empty to leave them to the bootstrap tool
     * @param components the archives' components
     * @param include packages beyond the variant's, in alphabetical order
     * @param size the size of the disk, most of which is a hole in a sparse file
     * @param keyring the keyring that must have signed the archives; empty for Debian's own
     * @throws IllegalArgumentException if a part is not what it should be
     */
    public ImageRecipe {
        AptSource.checkSuite(suite);
        sources = List.copyOf(sources);
        components = AptSource.checkComponents(components);
        for (String name : include) {
            if (!PACKAGE.matcher(name).matches()) {
                throw new IllegalArgumentException("Not the name of a package: '" + name + "'");
            }
        }
        include = List.copyOf(new TreeSet<>(include));
        if (size.compareTo(SMALLEST) < 0 || size.bytes() % BLOCK != 0) {
            throw new IllegalArgumentException(
                    "An image is at least " + SMALLEST + " large and a multiple of 4K, not " + size);
        }
        keyring = keyring.map(Path::toAbsolutePath);
    }

    /**
     * What tells recipes apart.
     *
     * @return the SHA-256 of all parts, in hexadecimal digits
     */
    public String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /**
     * The name of images of this recipe.
     *
     * @return suite, variant and the start of the digest, such as {@code bookworm-buildd-1a2b3c4d}
     */
    public String name() {
        return suite + "-" + variant.label() + "-" + digest().substring(0, NAME_DIGITS);
    }

    /** One line for each part. No part can hold a newline, so no two recipes have the same lines. */
    private String canonical() {
        StringBuilder text = new StringBuilder();
        line(text, "format", Integer.toString(FORMAT));
        line(text, "suite", suite);
        line(text, "variant", variant.label());
        sources.forEach(source -> line(text, "source", source.toString()));
        line(text, "components", String.join(" ", components));
        line(text, "include", String.join(" ", include));
        line(text, "size", Long.toString(size.bytes()));
        keyring.ifPresent(path -> line(text, "keyring", path.toString()));
        return text.toString();
    }

    private static void line(StringBuilder text, String part, String value) {
        text.append(part).append('=').append(value).append('\n');
    }
}
