/**
 * Machines in JUnit 5 tests: {@link io.umlmachine.junit.UmlTest} on a class, {@link io.umlmachine.junit.Machine} on a
 * parameter.
 *
 * <pre>{@code
 * @UmlTest(image = Bookworm.class)
 * class HostnameIT {
 *     @Test
 *     void aMachineHasAName(@Machine UmlMachine vm) throws InterruptedException {
 *         assertEquals("uml\n", vm.exec("hostname").orThrow().stdout());
 *     }
 *
 *     static class Bookworm implements ImageSource {
 *         public MachineImage image() {
 *             return DebianImage.of("bookworm");
 *         }
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.umlmachine.junit;

import org.jspecify.annotations.NullMarked;
