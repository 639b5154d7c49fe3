/** Apt's sources: reading the host's, and choosing from them where a suite's packages come from. */
@NullMarked
package io.umlmachine.internal.apt;

import org.jspecify.annotations.NullMarked;
