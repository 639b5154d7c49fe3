/** Files into the guest and out of it: tar streams over disks that are plugged in for them. */
@NullMarked
package io.umlmachine.internal.transfer;

import org.jspecify.annotations.NullMarked;
