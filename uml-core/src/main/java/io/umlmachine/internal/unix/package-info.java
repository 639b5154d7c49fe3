/** What the JDK lacks of unix: sockets of datagrams and of packets between paths, what a file occupies, names of files as bytes, and the functions of the C library for whoever needs more. */
@NullMarked
package io.umlmachine.internal.unix;

import org.jspecify.annotations.NullMarked;
