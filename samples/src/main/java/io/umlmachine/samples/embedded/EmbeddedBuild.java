package io.umlmachine.samples.embedded;

import io.umlmachine.pbuilder.BuildRequest;
import io.umlmachine.pbuilder.BuildResult;
import io.umlmachine.pbuilder.Pbuilder;
import io.umlmachine.pbuilder.PbuilderConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Builds a Debian package in a machine and follows it phase by phase. Shows {@link Pbuilder}, {@link BuildRequest} with
 * events, and {@link BuildResult}. Without a source package it makes one of its own.
 *
 * <pre>{@code
 * samples/run embedded
 * samples/run embedded hello_2.10-3.dsc
 * }</pre>
 */
public final class EmbeddedBuild {

    private EmbeddedBuild() {}

    /**
     * Runs the sample; results go to a new directory below the one for temporary files.
     *
     * @param args a .dsc file, with its parts beside it; or nothing
     * @throws IOException if files cannot be read or written
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("embedded");
        Path dsc = args.length > 0
                ? Path.of(args[0])
                : new TinySource("tiny", "", "for i in 1 2 3 4 5; do echo Working on part $$i; sleep 1; done")
                        .write(directory);
        // The launcher says whether a person looks: Java cannot tell.
        boolean live = Boolean.getBoolean("samples.live");
        build(dsc, directory.resolve("results"), new PhaseView(System.out, live), System.out);
    }

    static BuildResult build(Path dsc, Path results, PhaseView view, PrintStream out)
            throws IOException, InterruptedException {
        // PbuilderConfig.load() reads the files of pbuilder and of pbuilder-uml instead.
        PbuilderConfig config = PbuilderConfig.builder().buildResult(results).build();
        BuildResult result = Pbuilder.with(config).build(BuildRequest.of(dsc).onEvent(view));
        if (result.success()) {
            result.debs().forEach(deb -> out.println("Built " + deb));
        } else {
            out.println("Not built: dpkg-buildpackage ended with " + result.status());
        }
        out.println("The log is " + result.log());
        return result;
    }
}
