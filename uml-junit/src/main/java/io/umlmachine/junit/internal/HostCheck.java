package io.umlmachine.junit.internal;

import io.umlmachine.HostException;
import io.umlmachine.Probe;
import io.umlmachine.UmlHost;
import io.umlmachine.junit.OnMissing;
import io.umlmachine.junit.UmlTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this host can run machines, and what becomes of tests if not. Thread-safe. */
final class HostCheck {

    private static final String VARIABLE = "UML_OPTIONAL";
    private static final String PARAMETER = "umlmachine.optional";
    private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

    private HostCheck() {}

    /** The host is asked once in each JVM, when the first test class needs to know. */
    private static final class Host {
        static final List<Probe> MISSING = UmlHost.probe().stream()
                .filter(probe -> probe.subject().forMachines() && !probe.found())
                .toList();
    }

    /** What keeps this host from running machines. */
    static Optional<HostException> failure() {
        return Host.MISSING.isEmpty() ? Optional.empty() : Optional.of(new HostException(Host.MISSING));
    }

    /** Whether tests are skipped where the host cannot run machines. */
    static boolean isOptional(ExtensionContext context, UmlTest test) {
        return test.onMissing() == OnMissing.SKIP
                || Boolean.parseBoolean(System.getenv(VARIABLE))
                || context.getConfigurationParameter(PARAMETER, Boolean::parseBoolean)
                        .orElse(false);
    }

    /** The reason to skip tests, which is printed the first time. */
    static String reason(HostException failure) {
        String reason = "no machines here: " + failure.getMessage();
        if (PRINTED.add(reason)) {
            System.err.println("Tests are skipped, " + reason);
        }
        return reason;
    }
}
