/**
 * Slirp: a relay in this program between a guest's kernel and {@code slirp4netns}, and what belongs to it.
 *
 * <p>A kernel could connect to slirp4netns directly ({@code --target-type=bess}). Four things speak against it. The program
 * takes one connection and spins when its other side is gone, so that a guest which takes its link down would burn a CPU and
 * could not come back. It answers requests to forward ports only once it is connected, which would be after the boot. If it
 * ends, the guest would have to set its link up anew. And {@code --disable-host-loopback} does no more than not to translate
 * 10.0.2.2: a guest's root who sends a packet to 127.0.0.1 or 0.0.0.0 over the link reaches the services on the host's
 * loopback interface all the same (seen with slirp4netns 1.2.0 and libslirp 4.7.0). The relay drops such packets.
 */
@NullMarked
package io.umlmachine.net.internal.slirp;

import org.jspecify.annotations.NullMarked;
