package io.umlmachine.image.internal.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Another Java program that leases an image, or has the right to make one, until it is told to end; or that publishes. */
final class OtherProgram implements AutoCloseable {

    private static final String LEASING = "leasing";
    private static final String BUILDING = "building";
    private static final String PUBLISHING = "publishing";

    private final Process process;
    private final Path held;

    private OtherProgram(Process process, Path held) {
        this.process = process;
        this.held = held;
    }

    static OtherProgram leasing(ImageDirectory images) throws IOException {
        return start(LEASING, images);
    }

    static OtherProgram building(ImageDirectory images) throws IOException {
        return start(BUILDING, images);
    }

    /** Publishes generations whose disks say which they are, the first of them before this returns, and ends. */
    static OtherProgram publishing(ImageDirectory images, int times) throws IOException {
        return start(PUBLISHING + " " + times, images);
    }

    private static OtherProgram start(String what, ImageDirectory images) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProgram.class.getName(),
                        what,
                        images.store().toString(),
                        images.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The other program got nothing");
        }
        return new OtherProgram(process, Path.of(line));
    }

    /** The image that it leases, or the store of the one that it makes. */
    Path held() {
        return held;
    }

    /** Waits for its end, which it finds itself, well. */
    void join() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException("The other program ended with " + process.exitValue());
        }
    }

    /** Kills it after some time. */
    void kill(Duration delay) throws InterruptedException {
        process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS);
        kill();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        if (process.isAlive()) {
            process.getOutputStream().close();
        }
        process.onExit().join();
    }

    /**
     * The other program.
     *
     * @param arguments what to do, the store and the image's name
     * @throws IOException if the store cannot be used
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ImageDirectory images = new ImageDirectory(Path.of(arguments[1]), arguments[2]);
        if (arguments[0].startsWith(PUBLISHING)) {
            // The first time most goes into loading classes: whoever wants to kill it at its work should not hit that.
            publish(images, 1);
            System.out.println(images.store());
            publish(images, Integer.parseInt(arguments[0].substring(PUBLISHING.length() + 1)) - 1);
        } else if (arguments[0].equals(BUILDING)) {
            images.exclusively(() -> hold(images.store()));
        } else {
            try (GenerationLease lease = images.lease().orElseThrow()) {
                hold(lease.path());
            }
        }
    }

    private static void publish(ImageDirectory images, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            images.exclusively(() -> StoreFixture.publishHere(
                    images, "generation " + images.next().number()));
        }
    }

    private static int hold(Path what) throws IOException {
        System.out.println(what);
        return System.in.readAllBytes().length;
    }
}
