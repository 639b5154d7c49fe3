/** Sample: builds of Debian packages inside a program, which follows them event by event. */
@NullMarked
package io.umlmachine.samples.embedded;

import org.jspecify.annotations.NullMarked;
