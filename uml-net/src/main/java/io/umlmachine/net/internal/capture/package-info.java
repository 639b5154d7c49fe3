/** Packets on their way to a file: from a guest, or from the switch of a lan. */
@NullMarked
package io.umlmachine.net.internal.capture;

import org.jspecify.annotations.NullMarked;
