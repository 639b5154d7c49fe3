/** The kernel's management console: datagrams over a unix socket, which the JDK lacks. */
@NullMarked
package io.umlmachine.internal.mconsole;

import org.jspecify.annotations.NullMarked;
