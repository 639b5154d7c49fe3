package io.umlmachine.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Signatures of the same bytes, and whether to believe them. One by a trusted key is enough, for archives sign with several
 * keys while they go from one to the next; but a signature by a trusted key that does not fit makes the whole worthless.
 */
final class Signatures {

    /** Those that nobody has found collisions of. */
    private static final Set<Integer> HASHES =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private final List<PGPSignature> signatures;

    private Signatures(List<PGPSignature> signatures) {
        this.signatures = signatures;
    }

    /** Reads armored signatures. */
    static Signatures read(byte[] armored) throws SignatureException {
        List<PGPSignature> found = new ArrayList<>();
        try {
            byte[] packets = new ArmoredInputStream(new ByteArrayInputStream(armored)).readAllBytes();
            for (Object object : new BcPGPObjectFactory(packets)) {
                if (object instanceof PGPSignatureList list) {
                    list.forEach(found::add);
                }
            }
            return new Signatures(found);
        } catch (IOException | RuntimeException e) {
            // The parser answers some damaged packets with unchecked exceptions.
            throw new SignatureException("its signature cannot be read: " + e, e);
        }
    }

    /**
     * Checks them.
     *
     * @param type the type that they must have, such as {@link PGPSignature#BINARY_DOCUMENT}
     * @param signed the bytes that they are of
     * @param now the time at which keys and signatures must be valid
     * @throws SignatureException if no trusted key has signed it
     */
    void check(int type, byte[] signed, Keyring keyring, Instant now) throws SignatureException {
        List<String> objections = new ArrayList<>();
        boolean trusted = false;
        for (PGPSignature signature : signatures) {
            String name = "the key " + String.format("%016X", signature.getKeyID());
            Optional<Keyring.Key> key = keyring.find(signature.getKeyID());
            Optional<String> objection = key.isEmpty()
                    ? Optional.of(name + " is not in " + keyring)
                    : objectionTo(signature, type, key.get(), now).map(reason -> name + " " + reason);
            objection.ifPresent(objections::add);
            if (objection.isEmpty()) {
                if (!fits(signature, key.orElseThrow().key(), signed)) {
                    throw new SignatureException(
                            "it is not what " + name + " of " + keyring + " has signed: somebody has changed it");
                }
                trusted = true;
            }
        }
        if (!trusted) {
            throw new SignatureException("no trusted key has signed it: "
                    + (objections.isEmpty() ? "there is no signature" : String.join("; ", objections)));
        }
    }

    /** Why a signature by a trusted key does not count, if it does not. */
    private static Optional<String> objectionTo(PGPSignature signature, int type, Keyring.Key key, Instant now) {
        if (signature.getSignatureType() != type) {
            return Optional.of("has signed something of another kind");
        }
        if (!HASHES.contains(signature.getHashAlgorithm())) {
            return Optional.of("has signed with a hash that is not safe");
        }
        if (key.key().hasRevocation() || key.primary().hasRevocation()) {
            return Optional.of("was revoked");
        }
        if (isOver(key.key(), now) || isOver(key.primary(), now)) {
            return Optional.of("has expired");
        }
        return isOver(signature, now) ? Optional.of("has signed for a time that is over") : Optional.empty();
    }

    static boolean isOver(PGPPublicKey key, Instant now) {
        return key.getValidSeconds() != 0
                && key.getCreationTime()
                        .toInstant()
                        .plusSeconds(key.getValidSeconds())
                        .isBefore(now);
    }

    private static boolean isOver(PGPSignature signature, Instant now) {
        PGPSignatureSubpacketVector signed = signature.getHashedSubPackets();
        long seconds = signed == null ? 0 : signed.getSignatureExpirationTime();
        return seconds != 0
                && signature.getCreationTime().toInstant().plusSeconds(seconds).isBefore(now);
    }

    private static boolean fits(PGPSignature signature, PGPPublicKey key, byte[] signed) throws SignatureException {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signature.update(signed);
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            throw new SignatureException("its signature cannot be checked: " + e, e);
        }
    }
}
