/**
 * Networks for machines. {@link io.umlmachine.net.Slirp} needs no privilege and is what most want;
 * {@link io.umlmachine.net.Lan} connects several machines with each other; {@link io.umlmachine.Network#none()}, in the
 * core, is the default. {@link io.umlmachine.net.PacketCapture} shows what goes over any of them.
 *
 * <p>The switch of a {@link io.umlmachine.net.Lan} is a thread of this program, to which each machine's kernel connects over a unix socket
 * in a directory that only this user enters. Existing switches would do it worse: {@code uml_switch} speaks a transport
 * that kernels have no more from 6.16 on, {@code vde_switch} is not installed by default, and either is one more process
 * to watch, which lets anyone in who reaches its socket and believes every source address.
 */
@NullMarked
package io.umlmachine.net;

import org.jspecify.annotations.NullMarked;
