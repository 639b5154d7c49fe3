package io.umlmachine.pbuilder.internal.build;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.UmlMachine;
import io.umlmachine.internal.host.FileTrees;
import io.umlmachine.pbuilder.Dsc;
import io.umlmachine.pbuilder.FileEntry;
import io.umlmachine.pbuilder.PbuilderConfig;
import io.umlmachine.pbuilder.SourceException;
import io.umlmachine.pbuilder.internal.control.SourceVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a source package of an unpacked source, in a machine: the host needs no tools for it, and what the source says is
 * not obeyed on the host.
 *
 * @param config how the machine is
 * @param tree the unpacked source, which stays as it is
 * @param into where the source package goes
 */
public record SourcePacking(PbuilderConfig config, Path tree, Path into) {

    private static final String PLACE = "/build";
    private static final String UNPACKED = PLACE + "/tree";

    /** Packs it. */
    public Dsc run() throws IOException, InterruptedException {
        if (!Files.isRegularFile(tree.resolve("debian/changelog"))) {
            throw new SourceException(tree + " is no unpacked source package: it has no debian/changelog");
        }
        Files.createDirectories(into);
        return Session.use(config, session -> pack(session.machine()));
    }

    private Dsc pack(UmlMachine machine) throws IOException, InterruptedException {
        machine.copyIn(tree, UNPACKED);
        SourceVersion name = name(machine);
        for (Path original : originals(name)) {
            machine.copyIn(original, PLACE + "/" + original.getFileName());
        }
        require(machine, Command.of("chown", "-R", "root:root", PLACE));
        require(machine, Command.of("dpkg-source", "-b", UNPACKED));
        return fetch(machine, name.fileName(".dsc"));
    }

    private SourceVersion name(UmlMachine machine) throws InterruptedException {
        try {
            return SourceVersion.of(field(machine, "Source"), field(machine, "Version"));
        } catch (IllegalArgumentException e) {
            throw new SourceException(tree + " has an unusable changelog: " + e.getMessage(), e);
        }
    }

    private String field(UmlMachine machine, String field) throws InterruptedException {
        Command command = Command.of("dpkg-parsechangelog", "-l" + UNPACKED + "/debian/changelog", "-S" + field);
        return require(machine, command).stdout().strip();
    }

    /** The upstream source lies beside the tree, as dpkg-source(1) has it. */
    private List<Path> originals(SourceVersion name) throws IOException {
        String prefix = name.source() + "_" + name.upstream() + ".orig";
        try (Stream<Path> beside = Files.list(tree.toAbsolutePath().getParent())) {
            return beside.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private ExecResult require(UmlMachine machine, Command command) throws InterruptedException {
        ExecResult result = machine.exec(command.directory(PLACE).env("LC_ALL", "C.UTF-8"));
        if (!result.success()) {
            throw new SourceException("No source package can be made of " + tree + ": " + command + ": "
                    + result.status() + "\n" + result.stderr().indent(4).stripTrailing());
        }
        return result;
    }

    /** What comes from the machine is checked before it gets its names. */
    private Dsc fetch(UmlMachine machine, String dsc) throws IOException, InterruptedException {
        Path staging = Files.createTempDirectory(into, ".umlmachine-");
        try {
            machine.copyOut(PLACE + "/" + dsc, staging.resolve(dsc));
            Dsc staged = Dsc.read(staging.resolve(dsc));
            List<String> names =
                    new ArrayList<>(staged.parts().stream().map(FileEntry::name).toList());
            for (String part : names) {
                machine.copyOut(PLACE + "/" + part, staging.resolve(part));
            }
            staged.verify();
            names.add(dsc);
            for (String file : names) {
                Files.move(staging.resolve(file), into.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            return Dsc.read(into.resolve(dsc));
        } finally {
            FileTrees.remove(staging);
        }
    }
}
