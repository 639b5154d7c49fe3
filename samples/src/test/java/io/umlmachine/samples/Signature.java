package io.umlmachine.samples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The types that a user of a class gets to see: its supertypes and its public and protected members, type arguments and
 * bounds included.
 *
 * @param uses each type, and where it is
 */
record Signature(List<Use> uses) {

    /** A type at a place of a signature. */
    record Use(String place, JavaClass type) {}

    static Signature of(JavaClass type) {
        Stream<Use> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(supertype -> uses(type.getName(), supertype));
        Stream<Use> parameters =
                type.getTypeParameters().stream().flatMap(parameter -> uses(type.getName(), parameter));
        Stream<Use> fields = visible(type.getFields()).flatMap(field -> uses(field.getFullName(), field.getType()));
        Stream<Use> code = Stream.concat(visible(type.getMethods()), visible(type.getConstructors()))
                .flatMap(Signature::ofCode);
        return new Signature(Stream.of(supertypes, parameters, fields, code)
                .flatMap(all -> all)
                .toList());
    }

    List<JavaClass> types() {
        return uses.stream()
                .map(use -> use.type().getBaseComponentType())
                .distinct()
                .toList();
    }

    private static Stream<Use> ofCode(JavaCodeUnit code) {
        Stream<JavaType> bounds = code.getTypeParameters().stream()
                .map(JavaTypeVariable::getBounds)
                .flatMap(Collection::stream);
        Stream<JavaType> thrown = code.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
        return Stream.of(Stream.of(code.getReturnType()), code.getParameterTypes().stream(), bounds, thrown)
                .flatMap(all -> all)
                .flatMap(mentioned -> uses(code.getFullName(), mentioned));
    }

    private static Stream<Use> uses(String place, JavaType type) {
        return type.getAllInvolvedRawTypes().stream().map(raw -> new Use(place, raw));
    }

    /** A record's private fields and an inner class's hidden members are nobody's business. */
    private static <M extends JavaMember> Stream<M> visible(Collection<M> members) {
        return members.stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }
}
