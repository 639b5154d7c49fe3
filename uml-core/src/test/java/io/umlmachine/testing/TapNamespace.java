package io.umlmachine.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The network that {@code samples/tap-namespace} makes for tests of taps; its head says what is there. Classes of tests
 * that need it carry {@code @Tag(TapNamespace.TAG)} and call {@link #require} before all others.
 */
public final class TapNamespace {

    /** The tag by which these tests are chosen. */
    public static final String TAG = "namespace";

    private TapNamespace() {}

    /** Aborts a test that runs outside. */
    public static void require() {
        Assumptions.assumeTrue(
                System.getenv("UMLMACHINE_TEST_NAMESPACE") != null,
                "This needs taps in a network of its own; as root, after a build, run:"
                        + " samples/tap-namespace samples/verify --namespace-tests");
    }

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
