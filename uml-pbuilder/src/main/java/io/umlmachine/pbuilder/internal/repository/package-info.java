/** What a machine's apt may install from besides the archive of its image. */
@NullMarked
package io.umlmachine.pbuilder.internal.repository;

import org.jspecify.annotations.NullMarked;
