package io.umlmachine.net.internal.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.umlmachine.net.TunTapException;
import io.umlmachine.net.TunTapException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UmlNetProgramTest {

    @TempDir
    Path directory;

    private void assertProblem(Problem problem, String... words) {
        assertThatThrownBy(() -> UmlNetProgram.check(directory.toString()))
                .isInstanceOfSatisfying(
                        TunTapException.class,
                        failure -> assertThat(failure.problem()).isEqualTo(problem))
                .hasMessageContainingAll(words);
    }

    private Path program(String mode) throws Exception {
        Path program = Files.createFile(directory.resolve("uml_net"));
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aMissingProgramIsNamedWithItsPackage() {
        assertProblem(Problem.NO_UML_NET, directory.toString(), "apt-get install uml-utilities");
    }

    @Test
    void aProgramThatMayNotBeRunIsThatOfAGroup() throws Exception {
        Path program = program("rw-r-----");
        String group =
                Files.readAttributes(program, PosixFileAttributes.class).group().getName();
        assertProblem(Problem.NOT_IN_GROUP, program.toString(), "adduser " + HostUser.name() + " " + group);
    }

    @Test
    void aProgramThatDoesNotRunAsRootIsOfNoUse() throws Exception {
        assumeFalse(HostUser.id() == 0, "Whatever root runs runs as root");
        Path program = program("rwxr-x---");
        assertProblem(Problem.NOT_SETUID, "chmod u+s " + program);
    }
}
