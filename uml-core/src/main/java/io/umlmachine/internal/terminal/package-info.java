/** Terminals of the host, and guests' commands on them. */
@NullMarked
package io.umlmachine.internal.terminal;

import org.jspecify.annotations.NullMarked;
