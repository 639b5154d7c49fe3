/** What the JDK lacks of unix: datagram sockets between paths, and what a file occupies. The only users of JNA. */
@NullMarked
package io.umlmachine.internal.unix;

import org.jspecify.annotations.NullMarked;
