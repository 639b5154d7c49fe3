package io.umlmachine.internal.config;

import io.umlmachine.internal.config.Word.Fallback;
import io.umlmachine.internal.config.Word.Part.Literal;
import io.umlmachine.internal.config.Word.Part.Reference;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts the values of variables into words. Unlike a shell, it refuses a variable that nothing has set: in a
 * configuration file that is a slip of the pen.
 */
public final class Expander {

    private final Path file;
    private final Function<String, Optional<ShellValue>> variables;

    public Expander(Path file, Function<String, Optional<ShellValue>> variables) {
        this.file = file;
        this.variables = variables;
    }

    public ShellValue expand(Statement.Source source) {
        if (source instanceof Statement.Source.Several several) {
            return new ShellValue.Array(several.words().stream()
                    .flatMap(word -> elements(word).stream())
                    .toList());
        }
        return new ShellValue.Scalar(text(((Statement.Source.Single) source).word()));
    }

    /** A word of a plain assignment, which a shell never splits. */
    private String text(Word word) {
        return word.parts().stream().map(this::text).collect(Collectors.joining());
    }

    private String text(Word.Part part) {
        return part instanceof Literal literal ? literal.text() : String.join(" ", values((Reference) part));
    }

    /** A word of a list: unquoted references are split at white space, {@code "${A[@]}"} gives a word an element. */
    private List<String> elements(Word word) {
        Fields fields = new Fields();
        append(word, false, fields);
        return fields.words();
    }

    private void append(Word word, boolean split, Fields fields) {
        for (Word.Part part : word.parts()) {
            if (part instanceof Reference reference) {
                append(reference, fields);
            } else {
                Literal literal = (Literal) part;
                append(literal.text(), split && !literal.quoted(), fields);
            }
        }
    }

    private void append(Reference reference, Fields fields) {
        Optional<Fallback> fallback = reference.quoted() ? Optional.empty() : replacement(reference);
        if (fallback.isPresent()) {
            append(fallback.get().word(), true, fields);
            return;
        }
        for (Iterator<String> values = values(reference).iterator(); values.hasNext(); ) {
            append(values.next(), !reference.quoted(), fields);
            if (values.hasNext()) {
                fields.end();
            }
        }
    }

    private static void append(String text, boolean split, Fields fields) {
        if (split) {
            fields.appendSplit(text);
        } else {
            fields.append(text);
        }
    }

    private List<String> values(Reference reference) {
        Optional<Fallback> fallback = replacement(reference);
        if (fallback.isPresent()) {
            return List.of(text(fallback.get().word()));
        }
        ShellValue value = variables.apply(reference.name()).orElseThrow(() -> unset(reference));
        return reference.all() ? value.elements() : List.of(value.text());
    }

    /** The fallback, if it takes the place of the variable. */
    private Optional<Fallback> replacement(Reference reference) {
        Optional<ShellValue> value = variables.apply(reference.name());
        return reference
                .fallback()
                .filter(fallback -> value.isEmpty()
                        || (fallback.orEmpty() && value.get().text().isEmpty()));
    }

    private SyntaxException unset(Reference reference) {
        return new SyntaxException(
                file,
                reference.line(),
                reference.name() + " is not set here; write ${" + reference.name() + ":-} if it may be empty");
    }
}
