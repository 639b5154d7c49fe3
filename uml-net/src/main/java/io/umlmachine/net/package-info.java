/**
 * Networks for machines. {@link io.umlmachine.net.Slirp} needs no privilege and is what most want;
 * {@link io.umlmachine.Network#none()}, in the core, is the default.
 */
@NullMarked
package io.umlmachine.net;

import org.jspecify.annotations.NullMarked;
