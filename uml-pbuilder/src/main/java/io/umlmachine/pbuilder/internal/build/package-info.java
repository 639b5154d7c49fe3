/** One build, from the source package to results in place. */
@NullMarked
package io.umlmachine.pbuilder.internal.build;

import org.jspecify.annotations.NullMarked;
