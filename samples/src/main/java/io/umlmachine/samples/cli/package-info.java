/** {@code pbuilder-uml}: Debian packages built in throwaway machines, from the command line. */
@NullMarked
package io.umlmachine.samples.cli;

import org.jspecify.annotations.NullMarked;
