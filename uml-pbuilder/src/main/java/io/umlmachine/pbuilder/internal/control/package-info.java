/** Debian control files: the paragraphs of .dsc and .changes, and the files that they list. */
@NullMarked
package io.umlmachine.pbuilder.internal.control;

import org.jspecify.annotations.NullMarked;
