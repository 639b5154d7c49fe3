/** Sample: several packages that are built with each other, in the order that they need. */
@NullMarked
package io.umlmachine.samples.buildqueue;

import org.jspecify.annotations.NullMarked;
