package io.umlmachine.junit.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A program that runs test classes, as Surefire's forks do: one session, and a request for each class. It prints a line for
 * each test and container, with the stack trace of what failed.
 */
public final class RunTests {

    private RunTests() {}

    /**
     * Runs tests.
     *
     * @param classes the names of their classes
     */
    public static void main(String[] classes) {
        System.out.println("JUnit " + TestExecutionListener.class.getPackage().getImplementationVersion());
        try (LauncherSession session = LauncherFactory.openSession()) {
            Arrays.stream(classes)
                    .forEach(name -> session.getLauncher()
                            .execute(
                                    LauncherDiscoveryRequestBuilder.request()
                                            .selectors(selectClass(name))
                                            .filters(
                                                    EngineFilter.includeEngines("junit-jupiter"),
                                                    ClassNameFilter.includeClassNamePatterns(".*"))
                                            .build(),
                                    new Printer()));
        }
        System.out.println("ended");
        System.exit(0);
    }

    private static final class Printer implements TestExecutionListener {

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            System.out.println("SKIPPED " + test.getDisplayName() + ": " + reason);
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            System.out.println(
                    result.getStatus() + " " + (test.isTest() ? "test " : "container ") + test.getDisplayName());
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        }
    }
}
