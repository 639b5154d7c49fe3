package io.umlmachine.samples.isolate;

import io.umlmachine.image.DebianImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a Debian package in a machine of its own: installs it, and tells what it did beyond its own files, whom it tried to
 * reach, and what stays when it is removed. Shows a tool on the API of a few classes: {@link Isolation} is the part that
 * deals with the machine.
 *
 * <pre>{@code
 * samples/run isolate suspicious_1.0_all.deb
 * samples/run isolate --offline suspicious_1.0_all.deb
 * }</pre>
 */
public final class Isolate {

    private static final String OFFLINE = "--offline";

    private Isolate() {}

    /**
     * The image to boot: a small Debian.
     *
     * @return the image, which is made when it is first asked for
     */
    public static DebianImage image() {
        return DebianImage.of("bookworm");
    }

    /**
     * Runs the tool and prints its report.
     *
     * @param args the package's file; before it {@code --offline}, so that the package gets no network, but for what it
     *     depends on
     * @throws IOException if the file cannot be read, or the packages that it depends on cannot be had
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        boolean offline = words.remove(OFFLINE);
        if (words.size() != 1 || words.get(0).startsWith("-")) {
            throw new IllegalArgumentException("It takes the file of one package, with or without " + OFFLINE);
        }
        System.out.print(
                new Isolation(image(), offline).examine(Path.of(words.get(0))).text());
    }
}
