package io.umlmachine.internal.config;

import java.util.ArrayList;
import java.util.List;

/** What a shell variable holds. */
public sealed interface ShellValue {

    /** What {@code $NAME} gives: of an array, its first element. */
    String text();

    /** What {@code "${NAME[@]}"} gives. */
    List<String> elements();

    /** What the variable holds after {@code NAME+=more}. */
    ShellValue plus(ShellValue more);

    record Scalar(String text) implements ShellValue {
        @Override
        public List<String> elements() {
            return List.of(text);
        }

        @Override
        public ShellValue plus(ShellValue more) {
            return more instanceof Scalar scalar ? new Scalar(text + scalar.text) : new Array(elements()).plus(more);
        }
    }

    record Array(List<String> elements) implements ShellValue {
        public Array {
            elements = List.copyOf(elements);
        }

        @Override
        public String text() {
            return elements.isEmpty() ? "" : elements.get(0);
        }

        @Override
        public ShellValue plus(ShellValue more) {
            List<String> all = new ArrayList<>(elements);
            if (more instanceof Scalar scalar) {
                // As in bash, NAME+=text changes the first element.
                all.subList(0, Math.min(1, all.size())).clear();
                all.add(0, text() + scalar.text());
            } else {
                all.addAll(more.elements());
            }
            return new Array(all);
        }
    }
}
