/** What tests of images need. */
@NullMarked
package io.umlmachine.image.testing;

import org.jspecify.annotations.NullMarked;
