/** Addresses of IPv4, and who on this host holds which: see {@link io.umlmachine.net.internal.lease.Claim}. */
@NullMarked
package io.umlmachine.net.internal.lease;

import org.jspecify.annotations.NullMarked;
