/** Debian's control file format: {@code .dsc}, {@code .changes}, {@code .sources}, package lists. */
@NullMarked
package io.umlmachine.image.internal.deb822;

import org.jspecify.annotations.NullMarked;
