package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides what an image holds, and nothing else: two recipes that are equal lead to the same image.
 * Immutable and thread-safe.
 *
 * @param suite the suite, such as {@code bookworm}
 * @param variant how much of it
 * @param sources the archives, the suite's own first; empty to leave them to the bootstrap tool
 * @param components the components of the archives that the bootstrap tool chooses
 * @param packages what differs from the variant's packages
 * @param settings the system's configuration
 * @param files what is put into it, in this order
 * @param scripts what is run in it at last, in this order
 * @param size the size of the disk, most of which is a hole in a sparse file
 * @param freeSpace to what the free space of the disk is shrunk; empty to keep its size
 * @param keyring the keyring that must have signed the archives; empty for Debian's own
 * @param snapshot the moment at which the archives are taken; empty for now
 */
public record ImageRecipe(
        String suite,
        Variant variant,
        List<AptSource> sources,
        List<String> components,
        PackageChoice packages,
        GuestSettings settings,
        List<GuestFile> files,
        List<GuestScript> scripts,
        ByteSize size,
        Optional<ByteSize> freeSpace,
        Optional<Path> keyring,
        Optional<Instant> snapshot) {

    /** To be raised when images are made in another way, so that old ones are not taken for new ones. */
    private static final int FORMAT = 3;

    private static final int NAME_DIGITS = 8;
    private static final ByteSize SMALLEST = ByteSize.mebibytes(512);
    private static final long BLOCK = 4096;

    /**
     * Checks each part.
     *
     * @param suite the suite, such as {@code bookworm}
     * @param variant how much of it
     * @param sources the archives, the suite's own first; empty to leave them to the bootstrap tool
     * @param components the components of the archives that the bootstrap tool chooses
     * @param packages what differs from the variant's packages
     * @param settings the system's configuration
     * @param files what is put into it, in this order
     * @param scripts what is run in it at last, in this order
     * @param size the size of the disk, most of which is a hole in a sparse file
     * @param freeSpace to what the free space of the disk is shrunk; empty to keep its size
     * @param keyring the keyring that must have signed the archives; empty for Debian's own
     * @param snapshot the moment at which the archives are taken; empty for now
     * @throws IllegalArgumentException if a part is not what it should be
     */
    public ImageRecipe {
        AptSource.checkSuite(suite);
        sources = List.copyOf(sources);
        components = AptSource.checkComponents(components);
        files = List.copyOf(files);
        scripts = List.copyOf(scripts);
        if (size.compareTo(SMALLEST) < 0 || size.bytes() % BLOCK != 0) {
            throw new IllegalArgumentException(
                    "An image is at least " + SMALLEST + " large and a multiple of 4K, not " + size);
        }
        keyring = keyring.map(AptSource::checkKeyring);
        snapshot = snapshot.map(moment -> moment.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Starts to describe a recipe.
     *
     * @param suite the suite, such as {@code bookworm}
     * @return a builder with every option at its default
     */
    public static Builder builder(String suite) {
        return new RecipeBuilder(suite);
    }

    /**
     * What tells recipes apart.
     *
     * @return the SHA-256 of all parts, in hexadecimal digits
     */
    public String digest() {
        return HexFormat.of().formatHex(sha256(canonical().getBytes(StandardCharsets.UTF_8)));
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
        sources.forEach(source -> line(
                text,
                "source",
                source.toString() + source.keyring().map(key -> " by " + key).orElse("")));
        line(text, "components", String.join(" ", components));
        line(text, "include", String.join(" ", packages.include()));
        line(text, "exclude", String.join(" ", packages.exclude()));
        line(text, "install", String.join(" ", packages.installAfter()));
        line(text, "purge", String.join(" ", packages.purge()));
        line(text, "hostname", settings.hostname());
        settings.locale().ifPresent(locale -> line(text, "locale", locale));
        settings.aptOptions().forEach((name, value) -> line(text, "apt", name + "=" + value));
        files.forEach(
                file -> line(text, "file", file.permissions() + " " + digest(file.content()) + " " + file.path()));
        scripts.forEach(script ->
                line(text, "script", digest(script.text().getBytes(StandardCharsets.UTF_8)) + " " + script.name()));
        line(text, "size", Long.toString(size.bytes()));
        freeSpace.ifPresent(space -> line(text, "free", Long.toString(space.bytes())));
        keyring.ifPresent(path -> line(text, "keyring", path.toString()));
        snapshot.ifPresent(moment -> line(text, "snapshot", moment.toString()));
        return text.toString();
    }

    private static void line(StringBuilder text, String part, String value) {
        text.append(part).append('=').append(value).append('\n');
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    /** Describes a recipe. Not thread-safe; may be used for several recipes. */
    public interface Builder extends RecipeOptions<Builder> {

        /**
         * The recipe. The host's apt sources are read unless a mirror was set.
         *
         * @return the recipe
         * @throws IllegalArgumentException if a part is not what it should be
         */
        ImageRecipe build();
    }
}
