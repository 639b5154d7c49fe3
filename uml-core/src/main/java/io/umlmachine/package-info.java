/**
 * Throwaway Debian machines on User-Mode Linux: boot one, run commands in it, close it.
 *
 * <p>{@link io.umlmachine.UmlMachine} is the place to start. Nothing here needs root, a daemon, {@code /dev/kvm} or user
 * namespaces; what it does need of the host {@link io.umlmachine.UmlHost#probe()} finds and explains.
 *
 * <p>How it works, and what is a boundary and what is not: <a href="doc-files/how-it-works.html">How a machine works</a>. What
 * to do when something is missing: <a href="doc-files/troubleshooting.html">Troubleshooting</a>.
 *
 * <p>Parameters and results are never {@code null}. Failures are kinds of {@link io.umlmachine.UmlException}, which is
 * unchecked; blocking calls end with {@link InterruptedException} when their thread is interrupted.
 */
@NullMarked
package io.umlmachine;

import org.jspecify.annotations.NullMarked;
