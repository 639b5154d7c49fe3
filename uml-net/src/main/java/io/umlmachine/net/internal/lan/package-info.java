/**
 * The private segment of {@link io.umlmachine.net.Lan}: a frame switch in this program, to which each machine's kernel
 * connects over a unix socket of packets, one Ethernet frame each (the kernel's transport {@code bess}).
 *
 * <p>Why a switch of our own, and not an existing one: {@code uml_switch} speaks the daemon transport, which kernels have no
 * more from 6.16 on; {@code vde_switch} is not installed by default. Either would be one more process to watch, asks
 * nobody who connects, believes whatever source address a frame has, and tells nobody what it drops. The switch here is one
 * thread, which knows the address of each port beforehand, so that there is no table to learn or to poison.
 */
@NullMarked
package io.umlmachine.net.internal.lan;

import org.jspecify.annotations.NullMarked;
