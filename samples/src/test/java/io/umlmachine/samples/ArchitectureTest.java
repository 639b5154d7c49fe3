package io.umlmachine.samples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the compiler does not hold: which module may use which, and what a user of the API gets to see. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.umlmachine");

    /** The JDK, the library itself, nullness annotations, and, in the JUnit module, what JUnit and AssertJ extend and annotate. */
    private static final List<String> SPEAKABLE =
            List.of("java.", "io.umlmachine", "org.junit.", "org.opentest4j.", "org.assertj.");

    @Test
    void everyModuleIsLookedAt() {
        for (String type : List.of(
                "io.umlmachine.UmlMachine",
                "io.umlmachine.net.Slirp",
                "io.umlmachine.image.DebianImage",
                "io.umlmachine.pbuilder.Pbuilder",
                "io.umlmachine.junit.UmlTest")) {
            assertThat(CLASSES.contain(type)).as(type).isTrue();
        }
    }

    @Test
    void nothingImportsUpward() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("core")
                .definedBy("io.umlmachine", "io.umlmachine.internal..")
                .layer("net")
                .definedBy("io.umlmachine.net..")
                .layer("image")
                .definedBy("io.umlmachine.image..")
                .layer("pbuilder")
                .definedBy("io.umlmachine.pbuilder..")
                .layer("junit")
                .definedBy("io.umlmachine.junit..")
                .layer("samples")
                .definedBy("io.umlmachine.samples..")
                .whereLayer("core")
                .mayNotAccessAnyLayer()
                .whereLayer("net")
                .mayOnlyAccessLayers("core")
                .whereLayer("image")
                .mayOnlyAccessLayers("core", "net")
                .whereLayer("pbuilder")
                .mayOnlyAccessLayers("core", "net", "image")
                .whereLayer("junit")
                .mayOnlyAccessLayers("core", "image")
                .whereLayer("samples")
                .mayOnlyAccessLayers("core", "net", "image", "pbuilder", "junit")
                .check(CLASSES);
    }

    @Test
    void samplesAndTheJunitModuleMakeDoWithThePublicApi() {
        noClasses()
                .that()
                .resideInAnyPackage("io.umlmachine.samples..", "io.umlmachine.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.umlmachine.internal..",
                        "io.umlmachine.net.internal..",
                        "io.umlmachine.image.internal..",
                        "io.umlmachine.pbuilder.internal..")
                .check(CLASSES);
    }

    @Test
    void noInternalTypeIsInAPublicSignature() {
        classes()
                .that(areApi())
                .should(haveOnly("types that are not internal", type -> !isInternal(type)))
                .check(CLASSES);
    }

    @Test
    void noTypeOfAnotherLibraryIsInAPublicSignature() {
        classes()
                .that(areApi())
                .should(haveOnly(
                        "types of the JDK, of this library, of JUnit and of AssertJ", ArchitectureTest::isSpeakable))
                .check(CLASSES);
    }

    @Test
    void theRulesSeeWhatTheyForbid() {
        JavaClass offender = new ClassFileImporter().importClass(Offender.class);

        assertThat(Signature.of(offender).types())
                .extracting(JavaClass::getSimpleName)
                .contains(
                        "JavaClass",
                        "JavaClasses",
                        "ImportOption",
                        "ConditionEvents",
                        "ArchCondition",
                        "Architectures");
    }

    /** Has a foreign type at every place of a signature. */
    public static class Offender<T extends ArchCondition<?>> implements ImportOption {
        protected final List<? extends JavaClasses> field = List.of();

        public List<JavaClass> result(ConditionEvents[] parameter) {
            throw new UnsupportedOperationException(parameter.getClass().getName());
        }

        protected <U extends Architectures> void bounded() {}

        @Override
        public boolean includes(Location location) {
            return false;
        }
    }

    private static DescribedPredicate<JavaClass> areApi() {
        return describe(
                "are API",
                type -> type.getPackageName().startsWith("io.umlmachine")
                        && !isInternal(type)
                        && !type.getPackageName().startsWith("io.umlmachine.samples")
                        && isVisible(type));
    }

    private static boolean isVisible(JavaClass type) {
        return (type.getModifiers().contains(JavaModifier.PUBLIC)
                        || type.getModifiers().contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isInternal(JavaClass type) {
        return (type.getPackageName() + ".").contains(".internal.")
                && type.getPackageName().startsWith("io.umlmachine");
    }

    private static boolean isSpeakable(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive() || SPEAKABLE.stream().anyMatch(element.getName()::startsWith);
    }

    private static ArchCondition<JavaClass> haveOnly(String what, Predicate<JavaClass> allowed) {
        return new ArchCondition<>("have only " + what + " in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Signature.of(type).uses().forEach(use -> {
                    if (!allowed.test(use.type())) {
                        events.add(SimpleConditionEvent.violated(
                                type, use.place() + " mentions " + use.type().getName()));
                    }
                });
            }
        };
    }
}
