package io.umlmachine.internal.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** An OpenPGP signature in a file of its own, as {@code gpg --armor --detach-sign} makes and {@code gpg --verify} checks it. */
public final class DetachedSignature {

    private DetachedSignature() {}

    /**
     * Checks a signature.
     *
     * @param signed what is signed
     * @param armored the signature's file
     * @param keyring the keys that are trusted
     * @param now the time at which keys and signatures must be valid
     * @throws SignatureException if no trusted key has signed it
     */
    public static void verify(byte[] signed, byte[] armored, Keyring keyring, Instant now) throws SignatureException {
        Signatures.read(armored).check(PGPSignature.BINARY_DOCUMENT, signed, keyring, now);
    }

    /**
     * Signs something.
     *
     * @param toSign what to sign
     * @param key the key
     * @param now the time that the signature tells
     * @return the signature's file, armored
     * @throws IOException if the key cannot sign
     */
    public static byte[] sign(byte[] toSign, SecretKey key, Instant now) throws IOException {
        try {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    // Of the hashes that are safe, the one that no kind of key finds too short.
                    new BcPGPContentSignerBuilder(key.publicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    key.publicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, key.privateKey());
            PGPSignatureSubpacketGenerator hashed = new PGPSignatureSubpacketGenerator();
            hashed.setSignatureCreationTime(false, Date.from(now));
            hashed.setIssuerFingerprint(false, key.publicKey());
            generator.setHashedSubpackets(hashed.generate());
            PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
            unhashed.setIssuerKeyID(false, key.publicKey().getKeyID());
            generator.setUnhashedSubpackets(unhashed.generate());
            generator.update(toSign);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armor =
                    ArmoredOutputStream.builder().clearHeaders().build(bytes)) {
                generator.generate().encode(armor);
            }
            return bytes.toByteArray();
        } catch (PGPException | RuntimeException e) {
            throw new IOException("The key " + key + " cannot sign: " + e, e);
        }
    }
}
