/** rootstrap.conf, read as it stands. */
@NullMarked
package io.umlmachine.image.internal.rootstrap;

import org.jspecify.annotations.NullMarked;
