package io.umlmachine.internal.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A text with OpenPGP signatures below it, in the cleartext framework of RFC 9580, section 7. Only what is signed is ever
 * given out; a file that holds anything else beside it is refused, for somebody might read that.
 */
public final class ClearSigned {

    private static final String BEGIN_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";
    private static final String HASH = "Hash:";

    /** Those that nobody has found collisions of. */
    private static final Set<Integer> HASHES =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private final List<String> text;
    private final String signatures;

    private ClearSigned(List<String> text, String signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /**
     * Reads a file and checks its signatures. One by a trusted key is enough, for archives sign with several keys while
     * they go from one to the next; but a signature by a trusted key that does not fit makes the file worthless.
     *
     * @param file the whole file
     * @param keyring the keys that are trusted
     * @param now the time at which keys and signatures must be valid
     * @return the signed text, without dash-escaping and blanks at the ends of lines
     * @throws SignatureException if the file is not of this form, or no trusted key has signed it
     */
    public static String verify(byte[] file, Keyring keyring, Instant now) throws SignatureException {
        ClearSigned signed = parse(file);
        signed.check(keyring, now);
        return signed.asString();
    }

    /**
     * Reads a file and checks nothing of its signatures.
     *
     * @param file the whole file
     * @return the text that somebody may have signed
     * @throws SignatureException if the file is not of this form
     */
    static String unverified(byte[] file) throws SignatureException {
        return parse(file).asString();
    }

    private String asString() {
        return new String(String.join("\n", text).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static ClearSigned parse(byte[] file) throws SignatureException {
        // One character a byte, so that the very bytes are hashed.
        List<String> lines = Arrays.stream(new String(file, StandardCharsets.ISO_8859_1).split("\n", -1))
                .map(ClearSigned::withoutBlanksAtTheEnd)
                .toList();
        int blank = lines.indexOf("");
        int signature = lines.indexOf(BEGIN_SIGNATURE);
        int end = lines.indexOf(END_SIGNATURE);
        if (!lines.get(0).equals(BEGIN_TEXT) || blank < 0 || signature < blank || end < signature) {
            throw new SignatureException("it is not a text with an OpenPGP signature");
        }
        if (!lines.subList(1, blank).stream().allMatch(line -> line.startsWith(HASH))) {
            throw new SignatureException("it has unknown headers above the signed text");
        }
        if (!lines.subList(end + 1, lines.size()).stream().allMatch(String::isEmpty)) {
            throw new SignatureException("it holds something below the signature");
        }
        List<String> text = new ArrayList<>();
        for (String line : lines.subList(blank + 1, signature)) {
            if (line.startsWith("-") && !line.startsWith("- ")) {
                throw new SignatureException("a line of the signed text starts with a dash: " + line);
            }
            text.add(line.startsWith("- ") ? line.substring(2) : line);
        }
        return new ClearSigned(text, String.join("\n", lines.subList(signature, end + 1)) + "\n");
    }

    private static String withoutBlanksAtTheEnd(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    private void check(Keyring keyring, Instant now) throws SignatureException {
        byte[] canonical = String.join("\r\n", text).getBytes(StandardCharsets.ISO_8859_1);
        List<String> objections = new ArrayList<>();
        boolean trusted = false;
        for (PGPSignature signature : readSignatures()) {
            String name = "the key " + String.format("%016X", signature.getKeyID());
            Optional<Keyring.Key> key = keyring.find(signature.getKeyID());
            Optional<String> objection = key.isEmpty()
                    ? Optional.of(name + " is not in " + keyring)
                    : objectionTo(signature, key.get(), now).map(reason -> name + " " + reason);
            objection.ifPresent(objections::add);
            if (objection.isEmpty()) {
                if (!fits(signature, key.orElseThrow().key(), canonical)) {
                    throw new SignatureException(
                            "the text is not what " + name + " of " + keyring + " has signed: somebody has changed it");
                }
                trusted = true;
            }
        }
        if (!trusted) {
            throw new SignatureException("no trusted key has signed it: "
                    + (objections.isEmpty() ? "there is no signature" : String.join("; ", objections)));
        }
    }

    private List<PGPSignature> readSignatures() throws SignatureException {
        List<PGPSignature> found = new ArrayList<>();
        try {
            byte[] packets = new ArmoredInputStream(
                            new ByteArrayInputStream(signatures.getBytes(StandardCharsets.ISO_8859_1)))
                    .readAllBytes();
            for (Object object : new BcPGPObjectFactory(packets)) {
                if (object instanceof PGPSignatureList list) {
                    list.forEach(found::add);
                }
            }
            return found;
        } catch (IOException | RuntimeException e) {
            // The parser answers some damaged packets with unchecked exceptions.
            throw new SignatureException("its signature cannot be read: " + e, e);
        }
    }

    /** Why a signature by a trusted key does not count, if it does not. */
    private static Optional<String> objectionTo(PGPSignature signature, Keyring.Key key, Instant now) {
        if (signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return Optional.of("has signed something that is no text");
        }
        if (!HASHES.contains(signature.getHashAlgorithm())) {
            return Optional.of("has signed with a hash that is not safe");
        }
        if (key.key().hasRevocation() || key.primary().hasRevocation()) {
            return Optional.of("was revoked");
        }
        if (isOver(key.key(), now) || isOver(key.primary(), now)) {
            return Optional.of("has expired; mend with: sudo apt-get install debian-archive-keyring");
        }
        return Optional.empty();
    }

    private static boolean isOver(PGPPublicKey key, Instant now) {
        return key.getValidSeconds() != 0
                && key.getCreationTime()
                        .toInstant()
                        .plusSeconds(key.getValidSeconds())
                        .isBefore(now);
    }

    private static boolean fits(PGPSignature signature, PGPPublicKey key, byte[] text) throws SignatureException {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signature.update(text);
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            throw new SignatureException("its signature cannot be checked: " + e, e);
        }
    }
}
