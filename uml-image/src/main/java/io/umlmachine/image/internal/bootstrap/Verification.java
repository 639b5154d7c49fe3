package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.image.ImageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * What a machine found out about a disk that it booted.
 *
 * @param kernel the release of the kernel
 * @param packages the installed packages with their versions
 */
record Verification(String kernel, SortedMap<String, String> packages) {

    /**
     * Checks the file system, boots it without changing it, and asks dpkg.
     *
     * @throws io.umlmachine.image.ImageException if something is wrong with it
     */
    static Verification of(Path disk, Creation creation) throws IOException, InterruptedException {
        FileSystem.check(disk, creation);
        try (UmlMachine machine = creation.machine().image(disk).cow().boot()) {
            requireSilence(machine, creation, Command.of("dpkg", "--audit"));
            return new Verification(
                    machine.exec("uname", "-r").orThrow().stdout().strip(), GuestPackages.of(machine));
        }
    }

    private static void requireSilence(UmlMachine machine, Creation creation, Command command)
            throws InterruptedException {
        ExecResult result = machine.exec(command);
        String output = result.stdout() + result.stderr();
        if (!result.success() || !output.isBlank()) {
            throw creation.failure(
                    ImageFailure.UNSOUND,
                    "the packages are not in order",
                    command.argv(),
                    OptionalInt.of(result.exitCode()),
                    output);
        }
    }
}
