package io.umlmachine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Marks tests that need the network that {@code samples/tap-namespace} makes; its head says what is there. Elsewhere they
 * are skipped, with the reason.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("namespace")
@EnabledIfEnvironmentVariable(
        named = "UMLMACHINE_TEST_NAMESPACE",
        matches = "1",
        disabledReason = "It needs taps in a network of its own; as root, after a build, run:"
                + " samples/tap-namespace samples/verify --namespace-tests")
public @interface InTapNamespace {}
