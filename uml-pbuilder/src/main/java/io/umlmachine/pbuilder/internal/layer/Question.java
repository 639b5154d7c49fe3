package io.umlmachine.pbuilder.internal.layer;

import java.util.List;

/**
 * What is asked of apt on which image, in as much as the answer may depend on it. Immutable and thread-safe.
 *
 * @param base the image
 * @param preparation all that is done to it before, and how apt is called
 * @param wanted what is to be installed: fields of the .dsc file, and packages of the caller's
 */
public record Question(BaseIdentity base, List<String> preparation, List<String> wanted) {

    /** To be raised when layers are made in another way, so that old ones are not taken for new ones. */
    static final int FORMAT = 1;

    /** Copies the lists. */
    public Question {
        preparation = List.copyOf(preparation);
        wanted = List.copyOf(wanted);
    }

    /** What tells questions apart. */
    public String digest() {
        return Sha256.of(
                "question " + FORMAT + "\n" + base.text() + "\n" + digests(preparation) + "--\n" + digests(wanted));
    }

    /**
     * What tells the layers apart that may answer it.
     *
     * @param resolution what apt would change
     * @param lists what else decides what apt does, such as the release files; none if the resolution says it all
     */
    public String layer(Resolution resolution, List<String> lists) {
        return Sha256.of("layer " + FORMAT + "\n" + base.text() + "\n" + digests(preparation) + "--\n"
                + resolution.canonical() + "--\n" + digests(lists));
    }

    /** Each in a line of its own, whatever it holds. */
    private static String digests(List<String> texts) {
        StringBuilder lines = new StringBuilder();
        texts.forEach(text -> lines.append(Sha256.of(text)).append('\n'));
        return lines.toString();
    }
}
