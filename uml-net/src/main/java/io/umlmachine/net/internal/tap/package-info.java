/** Machines on taps: the addresses of both sides, the host's devices, and what is wrong with them. */
@NullMarked
package io.umlmachine.net.internal.tap;

import org.jspecify.annotations.NullMarked;
