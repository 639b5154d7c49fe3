package io.umlmachine.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What {@code samples/tap-namespace} has for tests that are marked with {@link InTapNamespace}. */
public final class TapNamespace {

    private TapNamespace() {}

    /**
     * What starts a program with the right to change this network, CAP_NET_ADMIN, which the tests do not have themselves.
     *
     * @return words to put in front of a command
     */
    public static List<String> netAdmin() {
        return List.of(
                variable("UMLMACHINE_TEST_NET_ADMIN").orElseThrow(),
                "--inh-caps",
                "+net_admin",
                "--ambient-caps",
                "+net_admin");
    }

    /**
     * The directory of the setuid program {@code uml_net}.
     *
     * @return a directory for the PATH, or empty if the program was not there when the network was made
     */
    public static Optional<Path> umlNet() {
        return variable("UMLMACHINE_TEST_UML_NET").map(Path::of);
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
