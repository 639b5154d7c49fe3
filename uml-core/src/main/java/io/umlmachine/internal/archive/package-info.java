/** A Debian archive: mirrors, signed release files, package indexes, packages. */
@NullMarked
package io.umlmachine.internal.archive;

import org.jspecify.annotations.NullMarked;
