package io.umlmachine.image;

import java.nio.file.Path;
import java.util.List;

/** What {@link ImageStore#importFrom} demands of an archive. Immutable and thread-safe. */
public final class ImportOptions {

    private final List<Path> keyrings;

    private ImportOptions(List<Path> keyrings) {
        this.keyrings = keyrings;
    }

    /**
     * A valid signature by a key of these files.
     *
     * @param keyrings files that hold OpenPGP public keys, armored or not, as {@code gpg --export} writes them
     * @return the options
     * @throws IllegalArgumentException if there are none
     */
    public static ImportOptions signedBy(Path... keyrings) {
        if (keyrings.length == 0) {
            throw new IllegalArgumentException(
                    "A signature is checked with at least one keyring; name it, or import unsigned");
        }
        return new ImportOptions(List.of(keyrings));
    }

    /**
     * No signature, and none is looked at. What the archive holds is run as a machine's system, and may claim to be any
     * image: only for archives whose way to here is trusted otherwise.
     *
     * @return the options
     */
    public static ImportOptions unsigned() {
        return new ImportOptions(List.of());
    }

    /**
     * The keys that are trusted.
     *
     * @return an unmodifiable list of files; empty if no signature is demanded
     */
    public List<Path> keyrings() {
        return keyrings;
    }
}
