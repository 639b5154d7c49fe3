package io.umlmachine.internal.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** An OpenPGP key to sign with, from a file as {@code gpg --export-secret-keys} writes it. Immutable and thread-safe. */
public final class SecretKey {

    private final Path file;
    private final PGPPublicKey publicKey;
    private final PGPPrivateKey privateKey;

    private SecretKey(Path file, PGPPublicKey publicKey, PGPPrivateKey privateKey) {
        this.file = file;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * Reads the newest key of a file that may sign and is valid.
     *
     * @param file the file, armored or not
     * @param passphrase gets asked if the key needs one; what it gives is overwritten
     * @param now the time at which the key must be valid
     * @throws IOException naming the file, if it cannot be read, holds no such key, or the passphrase does not fit
     */
    public static SecretKey read(Path file, Optional<Supplier<char[]>> passphrase, Instant now) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            List<PGPSecretKey> found = keys(bytes);
            PGPSecretKey key = found.stream()
                    .filter(candidate -> canSign(candidate, now))
                    .max(Comparator.comparing(
                            candidate -> candidate.getPublicKey().getCreationTime()))
                    .orElseThrow(() -> new IOException(
                            found.isEmpty()
                                    ? "it holds no secret key; export one with: gpg --export-secret-keys"
                                    : "none of its secret keys can sign: they are expired or revoked, for other uses, or kept"
                                            + " elsewhere"));
            return new SecretKey(file, key.getPublicKey(), unlock(key, passphrase));
        } catch (IOException | RuntimeException e) {
            // The parser answers some damaged files with unchecked exceptions.
            throw new IOException(file + " cannot be used to sign: " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static List<PGPSecretKey> keys(byte[] file) throws IOException {
        List<PGPSecretKey> keys = new ArrayList<>();
        for (byte[] block : Keyring.blocks(file)) {
            for (Object object : new BcPGPObjectFactory(block)) {
                if (object instanceof PGPSecretKeyRing ring) {
                    ring.getSecretKeys().forEachRemaining(keys::add);
                }
            }
        }
        return keys;
    }

    private static boolean canSign(PGPSecretKey key, Instant now) {
        PGPPublicKey known = key.getPublicKey();
        return key.isSigningKey()
                && !key.isPrivateKeyEmpty()
                && !known.hasRevocation()
                && !Signatures.isOver(known, now)
                && mayDo(known, KeyFlags.SIGN_DATA);
    }

    /** A key without flags may do anything. */
    private static boolean mayDo(PGPPublicKey key, int use) {
        int flags = 0;
        for (Iterator<PGPSignature> all = key.getSignatures(); all.hasNext(); ) {
            PGPSignatureSubpacketVector signed = all.next().getHashedSubPackets();
            flags |= signed == null ? 0 : signed.getKeyFlags();
        }
        return flags == 0 || (flags & use) != 0;
    }

    private static PGPPrivateKey unlock(PGPSecretKey key, Optional<Supplier<char[]>> passphrase) throws IOException {
        boolean open = key.getKeyEncryptionAlgorithm() == SymmetricKeyAlgorithmTags.NULL;
        if (!open && passphrase.isEmpty()) {
            throw new IOException("it is protected by a passphrase, and none was given");
        }
        char[] words = open ? new char[0] : passphrase.orElseThrow().get();
        try {
            return key.extractPrivateKey(
                    new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(words));
        } catch (PGPException e) {
            throw new IOException(open ? "it is damaged: " + e.getMessage() : "the passphrase does not fit", e);
        } finally {
            Arrays.fill(words, '\0');
        }
    }

    PGPPublicKey publicKey() {
        return publicKey;
    }

    PGPPrivateKey privateKey() {
        return privateKey;
    }

    /** Its id and its file, for complaints. */
    @Override
    public String toString() {
        return String.format("%016X", publicKey.getKeyID()) + " in " + file;
    }
}
