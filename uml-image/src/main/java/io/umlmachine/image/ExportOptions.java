package io.umlmachine.image;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** How {@link ImageStore#exportTo} writes an archive. Immutable and thread-safe. */
public final class ExportOptions {

    private static final int DEFAULT_LEVEL = 6;
    private static final int HIGHEST_LEVEL = 19;

    private final Optional<Path> secretKey;
    private final Optional<Supplier<char[]>> passphrase;
    private final int level;

    private ExportOptions(Optional<Path> secretKey, Optional<Supplier<char[]>> passphrase, int level) {
        this.secretKey = secretKey;
        this.passphrase = passphrase;
        this.level = level;
    }

    /**
     * Without a signature. Who imports the archive has to trust it for other reasons.
     *
     * @return the options, with level 6
     */
    public static ExportOptions unsigned() {
        return new ExportOptions(Optional.empty(), Optional.empty(), DEFAULT_LEVEL);
    }

    /**
     * With a signature by a key without a passphrase.
     *
     * @param secretKey a file that holds an OpenPGP secret key, armored or not, as {@code gpg --export-secret-keys} writes
     *     it; of several keys that can sign, the newest is taken
     * @return the options, with level 6
     */
    public static ExportOptions signedBy(Path secretKey) {
        return new ExportOptions(Optional.of(secretKey), Optional.empty(), DEFAULT_LEVEL);
    }

    /**
     * With a signature by a key that may need a passphrase.
     *
     * @param secretKey a file that holds an OpenPGP secret key, as above
     * @param passphrase is asked once if the key is protected; what it gives is overwritten with zeros afterwards
     * @return the options, with level 6
     */
    public static ExportOptions signedBy(Path secretKey, Supplier<char[]> passphrase) {
        return new ExportOptions(Optional.of(secretKey), Optional.of(passphrase), DEFAULT_LEVEL);
    }

    /**
     * The same with another level of compression.
     *
     * @param level from 1, the fastest, to 19, the smallest; see zstd(1)
     * @return the changed options
     * @throws IllegalArgumentException if it is out of range
     */
    public ExportOptions level(int level) {
        if (level < 1 || level > HIGHEST_LEVEL) {
            throw new IllegalArgumentException("Levels are from 1 to " + HIGHEST_LEVEL + ", not " + level);
        }
        return new ExportOptions(secretKey, passphrase, level);
    }

    /**
     * The file of the key that signs.
     *
     * @return the file; empty for no signature
     */
    public Optional<Path> secretKey() {
        return secretKey;
    }

    /**
     * Who knows the passphrase of that key.
     *
     * @return who; empty if nobody was given
     */
    public Optional<Supplier<char[]>> passphrase() {
        return passphrase;
    }

    /**
     * The level of compression.
     *
     * @return from 1 to 19
     */
    public int level() {
        return level;
    }
}
