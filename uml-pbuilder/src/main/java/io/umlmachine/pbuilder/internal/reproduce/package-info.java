/** Building a source several times, and holding the packages against each other. */
@NullMarked
package io.umlmachine.pbuilder.internal.reproduce;

import org.jspecify.annotations.NullMarked;
