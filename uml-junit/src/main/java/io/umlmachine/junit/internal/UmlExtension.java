package io.umlmachine.junit.internal;

import io.umlmachine.HostException;
import io.umlmachine.UmlMachine;
import io.umlmachine.junit.Machine;
import io.umlmachine.junit.MachineScope;
import io.umlmachine.junit.UmlTest;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * What {@link UmlTest} does. Stateless, and thus thread-safe: machines are in the stores of the contexts to which they
 * belong, which JUnit closes.
 */
public final class UmlExtension
        implements ExecutionCondition,
                BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                PreInterruptCallback,
                AfterEachCallback,
                AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(UmlExtension.class);
    private static final String KEEP_OVERLAYS = "umlmachine.keepOverlays";

    /** Two tests that have one machine each, and wait for memory for another, would wait for each other. */
    private static final Semaphore SEVERAL = new Semaphore(1, true);

    /** Made by JUnit. */
    public UmlExtension() {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isPresent() || !HostCheck.isOptional(context, settings(context))) {
            return ConditionEvaluationResult.enabled("machines are required");
        }
        return HostCheck.failure()
                .map(failure -> ConditionEvaluationResult.disabled(HostCheck.reason(failure)))
                .orElseGet(() -> ConditionEvaluationResult.enabled("machines can run here"));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        Optional<HostException> failure = HostCheck.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        MachinePlaces.check(context);
        for (Field field : MachinePlaces.staticFields(context.getRequiredTestClass())) {
            // The object is not looked at for a static field.
            MachinePlaces.set(field, context, machine(MachinePlaces.machineOf(field), context));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        Set<Machine> machines = MachinePlaces.ofTest(context);
        if (machines.size() < 2) {
            bootAll(machines, context);
        } else {
            SEVERAL.acquire();
            try {
                bootAll(machines, context);
            } finally {
                SEVERAL.release();
            }
        }
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            for (Field field : MachinePlaces.instanceFields(instance.getClass())) {
                MachinePlaces.set(field, instance, machine(MachinePlaces.machineOf(field), context));
            }
        }
    }

    private static void bootAll(Set<Machine> machines, ExtensionContext context) throws InterruptedException {
        for (Machine machine : machines) {
            machine(machine, context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Optional<Machine> machine = parameter.findAnnotation(Machine.class);
        if (machine.isEmpty()) {
            return false;
        }
        if (parameter.getParameter().getType() != UmlMachine.class) {
            throw new ParameterResolutionException(
                    "@Machine stands on a parameter of type UmlMachine, not on " + parameter.getParameter());
        }
        if (machine.get().scope() == MachineScope.METHOD
                && context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A machine belongs to one run of one test method: "
                    + parameter.getDeclaringExecutable()
                    + " cannot have one, but @BeforeEach can, or one of scope CLASS or SESSION");
        }
        return true;
    }

    @Override
    public UmlMachine resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return machine(parameter.findAnnotation(Machine.class).orElseThrow(), context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("Interrupted while a machine booted", e);
        }
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext context) {
        machinesOf(context).forEach(TestMachine::noteTasks);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        report(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        report(context);
    }

    private static void report(ExtensionContext context) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(failure -> FailureReport.add(context, failure, machinesOf(context)));
    }

    private static UmlMachine machine(Machine machine, ExtensionContext context) throws InterruptedException {
        UmlTest test = settings(context);
        boolean keeps = test.keepOverlays()
                || context.getConfigurationParameter(KEEP_OVERLAYS, Boolean::parseBoolean)
                        .orElse(false);
        try {
            return machines(machine.scope(), context)
                    .get(
                            new MachineDescription(machine, test),
                            () -> keeps
                                    ? Optional.of(KeptOverlay.below(FailureReport.directory(context)))
                                    : Optional.empty())
                    .recorded();
        } catch (HostException e) {
            if (HostCheck.isOptional(context, test)) {
                throw new TestAbortedException(HostCheck.reason(e), e);
            }
            throw e;
        }
    }

    /** The machines that have something to do with a test or a class. */
    private static List<TestMachine> machinesOf(ExtensionContext context) {
        List<TestMachine> machines = new ArrayList<>();
        if (context.getTestMethod().isPresent()) {
            machines.addAll(machines(MachineScope.METHOD, context).booted());
        }
        machines.addAll(machines(MachineScope.CLASS, context).booted());
        UmlTest test = settings(context);
        machines(MachineScope.SESSION, context).booted().stream()
                .filter(machine -> machine.description().test().equals(test))
                .forEach(machines::add);
        return machines;
    }

    private static ScopedMachines machines(MachineScope scope, ExtensionContext context) {
        return switch (scope) {
            // A store finds what is in those of its parents too: each has a key of its own.
            case METHOD -> machines(context.getStore(NAMESPACE), context.getUniqueId());
            case CLASS -> machines(topLevel(context).getStore(NAMESPACE), MachineScope.CLASS);
            case SESSION -> machines(context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE), MachineScope.SESSION);
        };
    }

    private static ScopedMachines machines(Store store, Object key) {
        return store.getOrComputeIfAbsent(key, it -> new ScopedMachines(), ScopedMachines.class);
    }

    /** The context of the class that is in no other. */
    private static ExtensionContext topLevel(ExtensionContext context) {
        ExtensionContext top = context;
        for (Optional<ExtensionContext> next = context.getParent();
                next.isPresent() && next.get().getTestClass().isPresent();
                next = next.get().getParent()) {
            top = next.get();
        }
        return top;
    }

    private static UmlTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), UmlTest.class, context.getEnclosingTestClasses())
                .orElseThrow();
    }
}
