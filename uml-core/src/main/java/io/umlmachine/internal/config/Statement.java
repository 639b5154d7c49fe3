package io.umlmachine.internal.config;

import java.util.List;

/** One of the two things that a configuration file may say. */
public sealed interface Statement {

    String name();

    int line();

    /** Whether the variable goes to the environment of the commands that pbuilder runs. */
    boolean exported();

    /** {@code NAME=value}, {@code NAME+=value}, {@code NAME=(a b)}. */
    record Assignment(String name, boolean append, boolean exported, Source value, int line) implements Statement {}

    /** {@code export NAME}. */
    record Export(String name, int line) implements Statement {
        @Override
        public boolean exported() {
            return true;
        }
    }

    /** The right-hand side of an assignment, not expanded yet. */
    sealed interface Source {

        record Single(Word word) implements Source {}

        record Several(List<Word> words) implements Source {}
    }
}
