/** The extension and what it consists of. */
@NullMarked
package io.umlmachine.junit.internal;

import org.jspecify.annotations.NullMarked;
