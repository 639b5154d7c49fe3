/** What the integration tests of every module share. */
@NullMarked
package io.umlmachine.testing;

import org.jspecify.annotations.NullMarked;
