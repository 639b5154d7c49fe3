package io.umlmachine.pbuilder.internal.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one paragraph of a .dsc or .changes file, with or without an OpenPGP clear-sign wrapper around it. Names of fields
 * ignore case. Immutable. Format: deb822(5), RFC 9580 section 7.
 */
public final class Paragraph {

    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):[ \\t]*(.*)");

    private final Map<String, List<String>> fields;

    private Paragraph(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads a file's content.
     *
     * @throws ControlException if it is not one paragraph
     */
    public static Paragraph parse(byte[] content) throws ControlException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<String> current = List.of();
        List<String> lines = signedText(new String(content, StandardCharsets.UTF_8));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            Matcher field = FIELD.matcher(line);
            if (line.startsWith("#")) {
                continue;
            } else if (line.isEmpty()) {
                if (fields.isEmpty() || isBlank(lines.subList(i, lines.size()))) {
                    continue;
                }
                throw new ControlException("a second paragraph begins after line " + (i + 1));
            } else if ((line.startsWith(" ") || line.startsWith("\t")) && !fields.isEmpty()) {
                current.add(line.substring(1));
            } else if (field.matches() && !line.startsWith("-")) {
                current = new ArrayList<>(List.of(field.group(2)));
                if (fields.putIfAbsent(key(field.group(1)), current) != null) {
                    throw new ControlException("the field " + field.group(1) + " stands there twice");
                }
            } else {
                throw new ControlException("line " + (i + 1) + " is no field: " + shortened(line));
            }
        }
        return new Paragraph(fields);
    }

    /** A field of one line. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(key(name))).map(lines -> String.join("\n", lines).strip());
    }

    public String required(String name) throws ControlException {
        Optional<String> value = field(name).filter(text -> !text.isEmpty());
        return value.orElseThrow(() -> new ControlException("the field " + name + " is missing"));
    }

    /** The lines of a field of several, without the first, which is the one of the name. */
    public List<String> lines(String name) {
        return Optional.ofNullable(fields.get(key(name)))
                .map(lines -> lines.subList(1, lines.size()))
                .orElse(List.of());
    }

    /** The lines between a clear-sign header and its signature; all of them if there is none. */
    private static List<String> signedText(String text) throws ControlException {
        List<String> lines = text.lines().toList();
        int begin = lines.indexOf("-----BEGIN PGP SIGNED MESSAGE-----");
        if (begin < 0) {
            return lines;
        }
        int signature = lines.indexOf("-----BEGIN PGP SIGNATURE-----");
        if (signature < begin || !isBlank(lines.subList(0, begin))) {
            throw new ControlException("the OpenPGP signature is not whole");
        }
        int headers = begin + 1;
        while (headers < signature && !lines.get(headers).isBlank()) {
            headers++;
        }
        return lines.subList(Math.min(headers + 1, signature), signature).stream()
                .map(line -> line.startsWith("- ") ? line.substring(2) : line)
                .toList();
    }

    private static boolean isBlank(List<String> lines) {
        return lines.stream().allMatch(String::isBlank);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String shortened(String line) {
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
