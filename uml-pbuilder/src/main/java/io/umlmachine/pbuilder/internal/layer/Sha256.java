package io.umlmachine.pbuilder.internal.layer;

import io.umlmachine.internal.archive.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** SHA-256 in hexadecimal digits. */
final class Sha256 {

    private Sha256() {}

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(Checksum.digest().digest(bytes));
    }
}
