package io.umlmachine.samples.run;

import io.umlmachine.image.DebianImage;
import io.umlmachine.samples.sshd.Sshd;
import io.umlmachine.samples.throwaway.Throwaway;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The samples that can be run, in the order in which to read them. */
enum Sample {
    /** A machine for one piece of work. */
    THROWAWAY("", "a machine that comes, works and is gone", Throwaway::image, Throwaway::main),
    /** A machine behind a port. */
    SSHD("[COMMAND...]", "a machine to log in to by ssh", Sshd::image, Sshd::main);

    /** A sample's {@code main}. */
    @FunctionalInterface
    interface Main {
        void run(String... arguments) throws IOException, InterruptedException;
    }

    private final String arguments;
    private final String shows;
    private final Supplier<DebianImage> image;
    private final Main main;

    Sample(String arguments, String shows, Supplier<DebianImage> image, Main main) {
        this.arguments = arguments;
        this.shows = shows;
        this.image = image;
        this.main = main;
    }

    static Optional<Sample> named(String name) {
        return Arrays.stream(values())
                .filter(sample -> sample.label().equals(name))
                .findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What comes after its name on the command line. */
    String arguments() {
        return arguments;
    }

    String shows() {
        return shows;
    }

    /** The image that it boots. */
    DebianImage image() {
        return image.get();
    }

    void run(String... words) throws IOException, InterruptedException {
        main.run(words);
    }
}
