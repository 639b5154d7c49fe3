package io.umlmachine.internal.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A text with OpenPGP signatures below it, in the cleartext framework of RFC 9580, section 7. Only what is signed is ever
 * given out; a file that holds anything else beside it is refused, for somebody might read that.
 */
public final class ClearSigned {

    private static final String BEGIN_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";
    private static final String HASH = "Hash:";

    private final List<String> text;
    private final String signatures;

    private ClearSigned(List<String> text, String signatures) {
        this.text = text;
        this.signatures = signatures;
    }

    /**
     * Reads a file and checks its {@linkplain Signatures signatures}.
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
        Signatures.read(signatures.getBytes(StandardCharsets.ISO_8859_1))
                .check(
                        PGPSignature.CANONICAL_TEXT_DOCUMENT,
                        String.join("\r\n", text).getBytes(StandardCharsets.ISO_8859_1),
                        keyring,
                        now);
    }
}
