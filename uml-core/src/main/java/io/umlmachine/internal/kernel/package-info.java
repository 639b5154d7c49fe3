/** Kernels as programs: what they tell about themselves, and how one made for a newer host is made to run on this one. */
@NullMarked
package io.umlmachine.internal.kernel;

import org.jspecify.annotations.NullMarked;
