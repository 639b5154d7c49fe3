package io.umlmachine.samples.throwaway;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.DebianImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Boots a machine, has it work on files of the host, takes the result, and ruins it: the next one is as new. Shows boot,
 * commands, copies in and out, and what becomes of a throwaway machine.
 *
 * <pre>{@code samples/run throwaway}</pre>
 */
public final class Throwaway {

    private Throwaway() {}

    /**
     * The image to boot: a small Debian.
     *
     * @return the image, which is made when it is first asked for
     */
    public static DebianImage image() {
        return DebianImage.of("bookworm");
    }

    /**
     * Runs the sample in a new directory below the one for temporary files.
     *
     * @param args none
     * @throws IOException if files cannot be copied
     * @throws InterruptedException if the thread is interrupted; the machine is gone then
     */
    public static void main(String... args) throws IOException, InterruptedException {
        show(Files.createTempDirectory("throwaway"), System.out);
    }

    static void show(Path directory, PrintStream out) throws IOException, InterruptedException {
        Path letters = Files.createDirectories(directory.resolve("letters"));
        Files.writeString(letters.resolve("first letter"), "Dear machine,\nhow are you?\n");
        Files.writeString(letters.resolve("second letter"), "Dear machine,\nare you there?\n");

        long start = System.nanoTime();
        try (UmlMachine vm = UmlMachine.builder().image(image()).boot()) {
            out.println("Booted " + vm.name() + " in " + since(start).toMillis() + " ms:");
            out.print("  " + vm.exec("uname", "-srm").orThrow().stdout());

            vm.copyIn(letters, "/srv/letters");
            // No shell is between Java and the command: words stay words, and the user need not be root.
            out.print("  "
                    + vm.exec(Command.of("wc", "-l", "/srv/letters/second letter")
                                    .user("nobody"))
                            .orThrow()
                            .stdout());

            vm.exec("tar", "-C", "/srv", "-czf", "/srv/letters.tar.gz", "letters")
                    .orThrow();
            vm.copyOut("/srv/letters.tar.gz", directory.resolve("letters.tar.gz"));
            out.println("Copied out " + directory.resolve("letters.tar.gz"));

            vm.exec("rm", "-rf", "/usr", "/etc", "/var").orThrow();
            out.println("Removed /usr, /etc and /var, as root");
        }

        start = System.nanoTime();
        try (UmlMachine vm = UmlMachine.builder().image(image()).boot()) {
            String version = vm.readString("/etc/debian_version").strip();
            out.println(
                    "Booted " + vm.name() + " in " + since(start).toMillis() + " ms: Debian " + version + ", as new");
            out.println("  /srv holds "
                    + vm.exec("ls", "-A", "/srv").orThrow().stdout().lines().count() + " files");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
