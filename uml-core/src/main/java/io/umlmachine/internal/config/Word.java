package io.umlmachine.internal.config;

import java.util.List;
import java.util.Optional;

/** A word of shell text: literal pieces and references to variables, in order. */
public record Word(List<Part> parts) {

    public Word {
        parts = List.copyOf(parts);
    }

    /** A piece of a word. Quoted pieces are never split. */
    public sealed interface Part {

        record Literal(String text, boolean quoted) implements Part {}

        /**
         * A reference to a variable.
         *
         * @param all whether it is {@code [@]}: every element of an array
         * @param fallback what stands after {@code :-} or {@code -}
         */
        record Reference(String name, boolean all, boolean quoted, Optional<Fallback> fallback, int line)
                implements Part {}
    }

    /** What takes the place of a variable that is not set, or {@code orEmpty} is set and it is empty. */
    public record Fallback(boolean orEmpty, Word word) {}
}
