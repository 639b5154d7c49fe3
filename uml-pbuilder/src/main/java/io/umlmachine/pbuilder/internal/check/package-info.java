/** What is found out about packages that were built: lintian, their tests, and whether they install and purge. */
@NullMarked
package io.umlmachine.pbuilder.internal.check;

import org.jspecify.annotations.NullMarked;
