/** Sample: a machine that people and programs log in to with ssh, through a port of the host. */
@NullMarked
package io.umlmachine.samples.sshd;

import org.jspecify.annotations.NullMarked;
