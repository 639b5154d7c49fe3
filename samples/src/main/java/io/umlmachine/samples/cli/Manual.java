package io.umlmachine.samples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Writes the manual page and the completion to files: a step of the build. */
public final class Manual {

    private Manual() {}

    /**
     * Writes {@code man/pbuilder-uml.1} and {@code completion/pbuilder-uml}.
     *
     * @param args the directory they go to, and the program's version
     * @throws IOException if they cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        CommandLine line = PbuilderUml.commandLine();
        String name = line.getCommandName();
        Files.writeString(
                Files.createDirectories(directory.resolve("man")).resolve(name + ".1"),
                ManualPage.of(line, name + " " + args[1]));
        Files.writeString(
                Files.createDirectories(directory.resolve("completion")).resolve(name), Completion.script(line));
    }
}
