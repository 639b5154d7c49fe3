package io.umlmachine.pbuilder.internal.control;

import io.umlmachine.internal.deb822.Deb822;
import io.umlmachine.internal.deb822.Deb822Exception;
import io.umlmachine.internal.deb822.Stanza;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the one stanza of a .dsc or .changes file, with or without an OpenPGP clear-sign wrapper around it. Format:
 * deb822(5), RFC 9580 section 7.
 */
public final class ControlFile {

    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private ControlFile() {}

    /**
     * Reads a file's content.
     *
     * @throws ControlException if it is not one stanza
     */
    public static Stanza parse(byte[] content) throws ControlException {
        try {
            List<Stanza> stanzas = Deb822.parse(signedText(new String(content, StandardCharsets.UTF_8)));
            if (stanzas.size() != 1) {
                throw new ControlException("it holds " + stanzas.size() + " paragraphs instead of one");
            }
            return stanzas.get(0);
        } catch (Deb822Exception e) {
            throw new ControlException(e.getMessage(), e);
        }
    }

    public static String require(Stanza stanza, String field) throws ControlException {
        return stanza.get(field)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new ControlException("the field " + field + " is missing"));
    }

    /** What stands between the head of a clear-signed text and its signature; everything if there is no signature. */
    private static String signedText(String text) throws ControlException {
        List<String> lines = text.lines().toList();
        int begin = lines.indexOf(BEGIN);
        if (begin < 0) {
            return text;
        }
        int signature = lines.indexOf(SIGNATURE);
        if (signature < begin || !lines.subList(0, begin).stream().allMatch(String::isBlank)) {
            throw new ControlException("its OpenPGP signature is not whole");
        }
        return lines.subList(begin + 1, signature).stream()
                .dropWhile(line -> !line.isBlank())
                .map(line -> line.startsWith("- ") ? line.substring(2) : line)
                .collect(Collectors.joining("\n"));
    }
}
