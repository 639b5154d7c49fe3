/**
 * Machines in JUnit 5 and 6 tests: {@link io.umlmachine.junit.UmlTest} on a class, {@link io.umlmachine.junit.Machine} on
 * a parameter or a field. {@link io.umlmachine.junit.UmlAssertions} needs AssertJ, all else does not.
 *
 * <pre>{@code
 * @UmlTest(suite = "bookworm")
 * class HostnameTest {
 *     @Test
 *     void aMachineHasAName(@Machine UmlMachine vm) throws InterruptedException {
 *         assertThat(vm.exec("hostname")).succeeded().hasStdout("uml\n");
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.umlmachine.junit;

import org.jspecify.annotations.NullMarked;
