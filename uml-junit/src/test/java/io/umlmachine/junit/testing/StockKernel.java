package io.umlmachine.junit.testing;

import io.umlmachine.UmlKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The host's kernel as it comes, to compare machines with: no library, nothing pinned, nothing skipped. */
public final class StockKernel {

    /** reboot(2) with its two magic numbers and POWER_OFF, by its number on x86-64. */
    private static final String POWER_OFF = "syscall(169,4276215469,672274793,1126301404)";

    private StockKernel() {}

    /**
     * Boots an image on an overlay to an init that powers off at once.
     *
     * @param image the image
     * @throws IOException if that fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static void bootAndPowerOff(Path image) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("stock");
        Path overlay = directory.resolve("cow");
        Process kernel = new ProcessBuilder(List.of(
                        UmlKernel.locate().path().toString(),
                        "ubd0=" + overlay + "," + image,
                        "root=/dev/ubda",
                        "rw",
                        "mem=512M",
                        "con=null",
                        "ssl=null",
                        "con0=null,fd:2",
                        "console=tty0",
                        "quiet",
                        "uml_dir=" + directory,
                        "umid=stock",
                        "init=/usr/bin/perl",
                        "--",
                        "-e",
                        POWER_OFF))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!kernel.waitFor(5, TimeUnit.MINUTES) || kernel.exitValue() != 0) {
                throw new IOException("The stock kernel did not boot and power off: " + kernel);
            }
        } finally {
            kernel.destroy();
            Files.deleteIfExists(overlay);
            Files.deleteIfExists(directory);
        }
    }
}
