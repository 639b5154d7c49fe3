/** What the tests of the extension share. */
@NullMarked
package io.umlmachine.junit.testing;

import org.jspecify.annotations.NullMarked;
