/** Sample: a machine for one piece of work, in which nothing can be broken. */
@NullMarked
package io.umlmachine.samples.throwaway;

import org.jspecify.annotations.NullMarked;
