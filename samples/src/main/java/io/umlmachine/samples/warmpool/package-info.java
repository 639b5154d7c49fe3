/** Sample: machines that have booted before they are asked for. */
@NullMarked
package io.umlmachine.samples.warmpool;

import org.jspecify.annotations.NullMarked;
