/** Waiting until a machine is ready: the strategies, and the wait that ends with the machine, the time or an interrupt. */
@NullMarked
package io.umlmachine.internal.ready;

import org.jspecify.annotations.NullMarked;
