package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.archive.ClearSigned;
import io.umlmachine.internal.archive.Keyring;
import io.umlmachine.internal.archive.SignatureException;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.internal.control.FileCheck;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A source package in a private directory of the host, whole and checked.
 *
 * @param dsc the copy
 * @param directory holds the copy and its parts, and nothing else
 */
public record StagedSource(Dsc dsc, Path directory) {

    /**
     * Copies a source package and checks the copy, so that nothing can change between the check and the use.
     *
     * @param keyrings whose signature it must have, if any are named
     * @throws SourceException if it is not whole, or not signed as it must be
     */
    public static StagedSource stage(Dsc dsc, Path directory, List<Path> keyrings) {
        try {
            Path copy = directory.resolve(name(dsc).fileName(".dsc"));
            Files.copy(dsc.file(), copy);
            if (!keyrings.isEmpty()) {
                requireSignature(dsc, Files.readAllBytes(copy), keyrings);
            }
            Dsc copied = Dsc.read(copy);
            Path original = dsc.file().toAbsolutePath().getParent();
            List<String> problems =
                    FileCheck.problems(copied.parts(), part -> FileCheck.copy(original, part, directory));
            if (!problems.isEmpty()) {
                throw new SourceException(
                        "The source package " + dsc.file() + " is not whole: " + String.join("; ", problems));
            }
            return new StagedSource(copied, directory);
        } catch (IOException e) {
            throw new SourceException("Cannot copy the source package " + dsc.file() + ": " + e, e);
        }
    }

    private static void requireSignature(Dsc dsc, byte[] content, List<Path> keyrings) throws IOException {
        try {
            ClearSigned.verify(content, Keyring.read(keyrings), Instant.now());
        } catch (SignatureException e) {
            throw new SourceException(dsc.file() + " is not signed as it must be: " + e.getMessage(), e);
        }
    }

    /** Copies the source into the machine and unpacks it, as the user that builds it. */
    public void unpack(UmlMachine machine, GuestSteps steps) throws IOException, InterruptedException {
        unpack(machine, steps, Circumstances.ordinary());
    }

    void unpack(UmlMachine machine, GuestSteps steps, Circumstances circumstances)
            throws IOException, InterruptedException {
        String user = circumstances.user();
        machine.copyIn(directory, GuestSetup.DIRECTORY);
        steps.require(
                Command.of("chown", "-R", user + ":" + user, GuestSetup.DIRECTORY),
                failure -> new SourceException("The source cannot be given to the build's user: " + failure));
        steps.require(
                // The host has checked all parts, which would take the guest longer.
                Command.of(
                                "dpkg-source",
                                "--no-check",
                                "-x",
                                dsc.file().getFileName().toString(),
                                circumstances.tree(this))
                        .user(user)
                        .directory(GuestSetup.DIRECTORY)
                        .env("LC_ALL", "C.UTF-8"),
                failure -> new SourceException("The source package cannot be unpacked: " + failure));
    }

    /** The unpacked source in the machine, in ordinary circumstances. */
    public String unpacked() {
        return GuestSetup.DIRECTORY + "/" + dsc.source() + "-" + name(dsc).upstream();
    }

    static SourceVersion name(Dsc dsc) {
        return new SourceVersion(dsc.source(), dsc.version());
    }
}
