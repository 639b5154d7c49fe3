/** Starts the samples by their names: what {@code samples/run} runs. */
@NullMarked
package io.umlmachine.samples.run;

import org.jspecify.annotations.NullMarked;
