/** How fast machines are, against the bare kernel and in one run: what the README's figures come from. */
@NullMarked
package io.umlmachine.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
