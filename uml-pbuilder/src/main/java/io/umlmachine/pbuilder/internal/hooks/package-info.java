/** The scripts of a person's own that run at certain points of a build, a session, or the making of an image. */
@NullMarked
package io.umlmachine.pbuilder.internal.hooks;

import org.jspecify.annotations.NullMarked;
