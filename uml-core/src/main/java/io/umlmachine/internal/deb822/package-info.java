/** Debian's control file format: {@code .dsc}, {@code .changes}, {@code .sources}, package lists. */
@NullMarked
package io.umlmachine.internal.deb822;

import org.jspecify.annotations.NullMarked;
