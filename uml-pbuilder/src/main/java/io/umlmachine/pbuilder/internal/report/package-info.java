/** Reports of builds as pages for a browser. All that comes from a guest is text that nobody trusts. */
@NullMarked
package io.umlmachine.pbuilder.internal.report;

import org.jspecify.annotations.NullMarked;
