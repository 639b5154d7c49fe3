/** One machine from its description to its end: directory, disks, placement, kernel process, agent. */
@NullMarked
package io.umlmachine.internal.machine;

import org.jspecify.annotations.NullMarked;
