package io.umlmachine.junit;

import io.umlmachine.ExecResult;

/**
 * The entry to assertions about machines, in the manner of AssertJ, which must be among the test's dependencies.
 *
 * <pre>{@code
 * import static io.umlmachine.junit.UmlAssertions.assertThat;
 *
 * assertThat(vm.exec("hostname")).succeeded().hasStdout("uml\n");
 * assertThat(vm.exec("ls", "/nowhere")).failedWith(2).hasStderrContaining("No such file");
 * }</pre>
 */
public final class UmlAssertions {

    private UmlAssertions() {}

    /**
     * Begins assertions about what a command left.
     *
     * @param result the result of a command
     * @return assertions
     */
    public static ExecResultAssert assertThat(ExecResult result) {
        return new ExecResultAssert(result);
    }
}
