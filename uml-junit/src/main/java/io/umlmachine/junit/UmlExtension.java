package io.umlmachine.junit;

import io.umlmachine.UmlMachine;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** What {@link UmlTest} does. Stateless: the machines of a test are in its store, which JUnit closes after the test. */
final class UmlExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    private static final Namespace NAMESPACE = Namespace.create(UmlExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (!parameter.isAnnotated(Machine.class)) {
            return false;
        }
        if (parameter.getParameter().getType() != UmlMachine.class) {
            throw new ParameterResolutionException(
                    "@Machine stands on a parameter of type UmlMachine, not on " + parameter.getParameter());
        }
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A machine belongs to one run of one test method: "
                    + parameter.getDeclaringExecutable() + " cannot have one, but @BeforeEach can");
        }
        return true;
    }

    @Override
    public UmlMachine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        String name =
                parameter.findAnnotation(Machine.class).map(Machine::value).orElseThrow();
        TestMachines machines = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        TestMachines.class, key -> new TestMachines(settings(context)), TestMachines.class);
        try {
            return machines.get(name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("Interrupted while a machine booted", e);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withConsoles(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withConsoles(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw withConsoles(context, failure);
    }

    private static Throwable withConsoles(ExtensionContext context, Throwable failure) {
        TestMachines machines = context.getStore(NAMESPACE).get(TestMachines.class, TestMachines.class);
        if (machines != null && !(failure instanceof TestAbortedException)) {
            machines.consoles().forEach(failure::addSuppressed);
        }
        return failure;
    }

    private static UmlTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), UmlTest.class, context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
