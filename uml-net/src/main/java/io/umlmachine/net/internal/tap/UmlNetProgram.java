package io.umlmachine.net.internal.tap;

import io.umlmachine.internal.host.Programs;
import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The setuid program {@code uml_net} of uml-utilities, which makes a tap for a kernel that asks it to. */
final class UmlNetProgram {

    private static final String NAME = "uml_net";
    private static final int SETUID = 04000;
    private static final int ROOT = 0;

    private UmlNetProgram() {}

    /**
     * Checks the program that a kernel will find.
     *
     * @throws TunTapException if it cannot do its work
     */
    static void check() throws IOException {
        check(Programs.pathVariable());
    }

    static void check(String path) throws IOException {
        Path program = find(path)
                .orElseThrow(() -> new TunTapException(
                        Problem.NO_UML_NET,
                        NAME,
                        "There is no program " + NAME + " in " + path,
                        "sudo apt-get install uml-utilities"));
        PosixFileAttributes attributes = Files.readAttributes(program, PosixFileAttributes.class);
        String group = attributes.group().getName();
        if (!Files.isExecutable(program)) {
            throw new TunTapException(
                    Problem.NOT_IN_GROUP,
                    program.toString(),
                    "The user " + HostUser.name() + " is not in the group " + group + ", whose members may run "
                            + program + " (" + PosixFilePermissions.toString(attributes.permissions()) + ")",
                    "sudo adduser " + HostUser.name() + " " + group + ", and a new login");
        }
        Map<String, Object> unix = Files.readAttributes(program, "unix:mode,uid");
        boolean setuid = ((Integer) unix.get("mode") & SETUID) != 0 && (Integer) unix.get("uid") == ROOT;
        if (!setuid && HostUser.id() != ROOT) {
            throw new TunTapException(
                    Problem.NOT_SETUID,
                    program.toString(),
                    "The program " + program + " does not run as root, so that it cannot make a tap",
                    "sudo chown root " + program + " && sudo chmod u+s " + program);
        }
    }

    /** The first of that name, one that may not be run included: a kernel would pass over that without a word. */
    private static Optional<Path> find(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
