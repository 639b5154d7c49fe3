/** Sample: several machines in a network of their own, which know each other by name. */
@NullMarked
package io.umlmachine.samples.lan;

import org.jspecify.annotations.NullMarked;
