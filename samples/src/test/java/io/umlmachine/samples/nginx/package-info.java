/** Sample: JUnit tests of a service of Debian, each with a machine of its own. */
@NullMarked
package io.umlmachine.samples.nginx;

import org.jspecify.annotations.NullMarked;
