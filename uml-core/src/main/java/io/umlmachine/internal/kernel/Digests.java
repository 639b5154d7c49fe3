package io.umlmachine.internal.kernel;

import io.umlmachine.internal.archive.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Short names for long things. */
final class Digests {

    private static final int LENGTH = 12;

    private Digests() {}

    /** The first 12 digits of a text's SHA-256. */
    static String shortDigest(String text) {
        return HexFormat.of()
                .formatHex(Checksum.digest().digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, LENGTH);
    }
}
