package io.umlmachine.pbuilder.internal.reproduce;

import io.umlmachine.pbuilder.internal.reproduce.DebContents.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The first lines in which two files differ; of files that are no text, or were too large to keep, sizes and digests.
 *
 * @param first what the one says; empty if it has ended there
 * @param second what the other one says
 */
record FirstDifference(String first, String second) {

    private static final int LONGEST = 200;

    static FirstDifference of(Entry one, Entry two) {
        Optional<List<String>> first = lines(one);
        Optional<List<String>> second = lines(two);
        if (first.isPresent() && second.isPresent()) {
            for (int i = 0; i < Math.max(first.get().size(), second.get().size()); i++) {
                if (!line(first.get(), i).equals(line(second.get(), i))) {
                    String number = "line " + (i + 1) + ": ";
                    return new FirstDifference(said(number, first.get(), i), said(number, second.get(), i));
                }
            }
        }
        return new FirstDifference(one.content(), two.content());
    }

    private static String said(String number, List<String> lines, int index) {
        return index < lines.size() ? number + line(lines, index) : "";
    }

    private static String line(List<String> lines, int index) {
        String line = index < lines.size() ? lines.get(index) : "";
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    private static Optional<List<String>> lines(Entry entry) {
        if (entry.bytes().isEmpty()) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(entry.bytes().get()))
                    .toString();
            return text.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(text.lines().toList());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
