package io.umlmachine.junit.internal;

import io.umlmachine.UmlMachine;
import io.umlmachine.junit.Machine;
import io.umlmachine.junit.MachineScope;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Where machines are asked for in a test class: its fields, and the parameters of its methods. */
final class MachinePlaces {

    private MachinePlaces() {}

    /** The machines of its own that one run of a test method gets. */
    static Set<Machine> ofTest(ExtensionContext context) {
        Set<Machine> machines = new LinkedHashSet<>();
        for (Class<?> type : classes(context)) {
            instanceFields(type).forEach(field -> machines.add(machineOf(field)));
            methods(type, BeforeEach.class).forEach(method -> addParameters(method, machines));
            methods(type, AfterEach.class).forEach(method -> addParameters(method, machines));
        }
        context.getTestMethod().ifPresent(method -> addParameters(method, machines));
        machines.removeIf(machine -> machine.scope() != MachineScope.METHOD);
        return machines;
    }

    private static List<Class<?>> classes(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
        classes.add(context.getRequiredTestClass());
        return classes;
    }

    private static List<? extends Executable> methods(Class<?> type, Class<? extends Annotation> annotation) {
        return AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN);
    }

    private static void addParameters(Executable method, Set<Machine> machines) {
        Stream.of(method.getParameters())
                .filter(parameter -> parameter.getType() == UmlMachine.class)
                .flatMap(parameter -> AnnotationSupport.findAnnotation(parameter, Machine.class).stream())
                .forEach(machines::add);
    }

    static List<Field> instanceFields(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(
                type, Machine.class, field -> !Modifier.isStatic(field.getModifiers()));
    }

    static List<Field> staticFields(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(
                type, Machine.class, field -> Modifier.isStatic(field.getModifiers()));
    }

    static Machine machineOf(Field field) {
        return AnnotationSupport.findAnnotation(field, Machine.class).orElseThrow();
    }

    /** Refuses fields that cannot have the machine they ask for. */
    static void check(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        for (Field field : AnnotationSupport.findAnnotatedFields(type, Machine.class, field -> true)) {
            boolean ofMethod = machineOf(field).scope() == MachineScope.METHOD;
            if (field.getType() != UmlMachine.class) {
                throw refused(field, "is not of type UmlMachine");
            }
            if (Modifier.isFinal(field.getModifiers())) {
                throw refused(field, "is final, so that no machine can be put into it");
            }
            if (ofMethod && Modifier.isStatic(field.getModifiers())) {
                throw refused(field, "is static, but its machine is that of one test: name the scope CLASS or SESSION");
            }
            if (ofMethod
                    && context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS
                    && context.getExecutionMode() == ExecutionMode.CONCURRENT) {
                throw refused(
                        field,
                        "is shared by tests that run at once, because of Lifecycle.PER_CLASS, but each has a machine of"
                                + " its own: use parameters, or name the scope CLASS");
            }
        }
    }

    private static ExtensionConfigurationException refused(Field field, String why) {
        return new ExtensionConfigurationException("@Machine stands on a field that " + why + ": " + field);
    }

    /** Puts a machine into a field of an object, or of a class. */
    static void set(Field field, Object instance, UmlMachine machine) {
        try {
            ReflectionSupport.makeAccessible(field).set(instance, machine);
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException("The field cannot be set: " + field, e);
        }
    }
}
