/** What a build leaves besides packages. */
@NullMarked
package io.umlmachine.pbuilder.internal.results;

import org.jspecify.annotations.NullMarked;
