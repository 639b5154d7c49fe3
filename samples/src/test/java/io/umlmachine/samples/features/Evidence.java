package io.umlmachine.samples.features;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.umlmachine.samples.features.Row.Status;
import io.umlmachine.testing.Parses;
import io.umlmachine.testing.Proves;
import io.umlmachine.testing.Refuses;
import io.umlmachine.testing.Remarks;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the tests of all modules say that they show: read from their classes, which Maven has compiled before those of the
 * last module.
 *
 * @param tags in the order of modules, classes and methods
 */
record Evidence(List<Tag> tags) {

    private static final Map<Class<? extends Annotation>, Status> MEANING = Map.of(
            Proves.class, Status.WORKS,
            Parses.class, Status.READ,
            Remarks.class, Status.UNNEEDED,
            Refuses.class, Status.REFUSED);

    /**
     * That a test shows a feature.
     *
     * @param row the feature, as the test calls it
     * @param shown how far
     * @param test the test
     */
    record Tag(String row, Status shown, TestName test) {}

    /**
     * A test, or a class of them.
     *
     * @param module the directory of its module
     * @param type its class, or the one around that
     * @param method its name, or none for all of the class
     */
    record TestName(String module, String type, String method) {

        private static TestName of(String module, JavaClass type, String method) {
            return new TestName(module, type.getName().replaceFirst("\\$.*", ""), method);
        }

        Path source() {
            return Path.of(module, "src", "test", "java").resolve(type.replace('.', '/') + ".java");
        }

        @Override
        public String toString() {
            String name = type.substring(type.lastIndexOf('.') + 1);
            return method.isEmpty() ? name : name + "." + method;
        }
    }

    /**
     * Reads the tests' classes.
     *
     * @param root the directory of the modules
     * @throws IllegalStateException if a module has tests, but none that are compiled
     */
    static Evidence of(Path root) throws IOException {
        List<Tag> tags = new ArrayList<>();
        for (Path module : modules(root)) {
            Path classes = module.resolve("target").resolve("test-classes");
            if (!Files.isDirectory(classes)) {
                throw new IllegalStateException("The tests of " + module + " are not compiled; mvn -am compiles them");
            }
            new ClassFileImporter()
                    .importPath(classes).stream()
                            .sorted(Comparator.comparing(JavaClass::getName))
                            .forEach(type -> addTags(module.getFileName().toString(), type, tags));
        }
        return new Evidence(tags);
    }

    private static List<Path> modules(Path root) throws IOException {
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .filter(directory ->
                            Files.isDirectory(directory.resolve("src").resolve("test")))
                    .sorted()
                    .toList();
        }
    }

    private static void addTags(String module, JavaClass type, List<Tag> tags) {
        addTags(type, TestName.of(module, type, ""), tags);
        type.getMethods().stream()
                .sorted(Comparator.comparing(JavaMethod::getName))
                .forEach(method -> addTags(method, TestName.of(module, type, method.getName()), tags));
    }

    private static void addTags(HasAnnotations<?> element, TestName test, List<Tag> tags) {
        for (JavaAnnotation<?> annotation : element.getAnnotations()) {
            MEANING.forEach((kind, shown) -> {
                if (annotation.getRawType().isEquivalentTo(kind)) {
                    for (Object row : (Object[]) annotation.get("value").orElseThrow()) {
                        tags.add(new Tag(row.toString(), shown, test));
                    }
                }
            });
        }
    }

    /** What tests show of a feature. */
    List<Tag> of(Row row) {
        return tags.stream().filter(tag -> tag.row().equals(row.id())).toList();
    }

    /** What they show of it, taken together: the best that one of them does. */
    Optional<Status> status(Row row) {
        return of(row).stream().map(Tag::shown).min(Comparator.naturalOrder());
    }
}
