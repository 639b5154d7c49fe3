/** How far the making of an image has come, estimated from what its programs print. */
@NullMarked
package io.umlmachine.image.internal.progress;

import org.jspecify.annotations.NullMarked;
