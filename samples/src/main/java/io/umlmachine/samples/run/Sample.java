package io.umlmachine.samples.run;

import io.umlmachine.image.DebianImage;
import io.umlmachine.samples.buildqueue.PackageQueue;
import io.umlmachine.samples.embedded.EmbeddedBuild;
import io.umlmachine.samples.isolate.Isolate;
import io.umlmachine.samples.lan.WebLan;
import io.umlmachine.samples.sshd.Sshd;
import io.umlmachine.samples.throwaway.Throwaway;
import io.umlmachine.samples.warmpool.WarmPool;
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
    SSHD("[COMMAND...]", "a machine to log in to by ssh", Sshd::image, Sshd::main),
    /** Machines that talk to each other. */
    LAN("[FILE.pcap]", "two machines in a network of their own, and its packets", WebLan::image, WebLan::main),
    /** Machines that are there. */
    WARMPOOL("[PERL...]", "machines that are handed out in less than a millisecond", WarmPool::image, WarmPool::main),
    /** A tool. */
    ISOLATE("[--offline] FILE.deb", "what a package does when it is installed", Isolate::image, Isolate::main),
    /** A build. */
    EMBEDDED("[FILE.dsc]", "a package build inside a program, with events", EmbeddedBuild::main),
    /** Several builds. */
    BUILDQUEUE("[FILE.dsc...]", "packages that are built with each other, some at once", PackageQueue::main);

    /** A sample's {@code main}. */
    @FunctionalInterface
    interface Main {
        void run(String... arguments) throws IOException, InterruptedException;
    }

    private final String arguments;
    private final String shows;
    private final Optional<Supplier<DebianImage>> image;
    private final Main main;

    Sample(String arguments, String shows, Supplier<DebianImage> image, Main main) {
        this(arguments, shows, Optional.of(image), main);
    }

    Sample(String arguments, String shows, Main main) {
        this(arguments, shows, Optional.empty(), main);
    }

    Sample(String arguments, String shows, Optional<Supplier<DebianImage>> image, Main main) {
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

    /** The image that it boots, if it does not make that itself. */
    Optional<DebianImage> image() {
        return image.map(Supplier::get);
    }

    void run(String... words) throws IOException, InterruptedException {
        main.run(words);
    }
}
