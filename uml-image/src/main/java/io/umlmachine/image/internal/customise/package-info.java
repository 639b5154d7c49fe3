/** Changing a system in a machine that has booted it: packages, files and scripts of a recipe. */
@NullMarked
package io.umlmachine.image.internal.customise;

import org.jspecify.annotations.NullMarked;
