package io.umlmachine.pbuilder.internal.layer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What apt answered: a layer, for as long as the release files are the same.
 *
 * @param layer the digest of the layer that holds what it chose
 * @param releases the release files of all sources
 */
public record Answer(String layer, List<KnownRelease> releases) {

    private static final String HEAD = "answer " + Question.FORMAT + " ";

    /** Copies the list. */
    public Answer {
        releases = List.copyOf(releases);
    }

    /** As {@link #parse} reads it. */
    String format() {
        return HEAD + layer + "\n" + releases.stream().map(KnownRelease::line).collect(Collectors.joining("\n")) + "\n";
    }

    /** Reads an answer; none, if it is of another version or damaged. */
    static Optional<Answer> parse(String text) {
        int end = text.indexOf('\n');
        if (end < 0 || !text.startsWith(HEAD) || !text.endsWith("\n")) {
            return Optional.empty();
        }
        String layer = text.substring(HEAD.length(), end);
        return layer.matches("[0-9a-f]{64}")
                ? KnownRelease.parseAll(text.substring(end + 1).strip()).map(releases -> new Answer(layer, releases))
                : Optional.empty();
    }
}
