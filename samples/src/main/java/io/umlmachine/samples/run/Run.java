package io.umlmachine.samples.run;

import io.umlmachine.UmlException;
import io.umlmachine.image.DebianImage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;

/** Runs a sample by its name, and lists them all without one. */
public final class Run {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Run() {}

    /**
     * Runs a sample.
     *
     * @param args its name, and what it takes
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length == 0) {
            list(out);
            return DONE;
        }
        Optional<Sample> sample = Sample.named(args[0]);
        if (sample.isEmpty()) {
            err.println("There is no sample '" + args[0] + "'.");
            list(err);
            return MISUSED;
        }
        try {
            Optional<DebianImage> image = sample.get().image();
            if (image.isPresent()) {
                make(image.get(), err);
            }
            sample.get().run(Arrays.copyOfRange(args, 1, args.length));
            return DONE;
        } catch (IllegalArgumentException e) {
            err.println(args[0] + ": " + e.getMessage());
            return MISUSED;
        } catch (UmlException | IOException e) {
            // The message of an IOException is often no more than a path.
            err.println(args[0] + ": " + (e instanceof UmlException ? e.getMessage() : e.toString()));
            return FAILED;
        } catch (InterruptedException e) {
            err.println(args[0] + ": interrupted");
            return FAILED;
        }
    }

    private static void list(PrintStream out) {
        out.println("samples/run NAME runs a sample, whose source is below");
        out.println("samples/src/main/java/io/umlmachine/samples/NAME:");
        out.println();
        for (Sample sample : Sample.values()) {
            out.printf("  %-29s  %s%n", (sample.label() + " " + sample.arguments()).strip(), sample.shows());
        }
    }

    /** So that nobody wonders why the first run of a sample takes its time. */
    private static void make(DebianImage image, PrintStream err) throws IOException, InterruptedException {
        if (!image.isBuilt()) {
            err.println("Making the image " + image.name() + ", once: this takes a minute or a few ...");
        }
        image.acquire().close();
    }
}
