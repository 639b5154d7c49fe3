package io.umlmachine.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A machine for tests: on a parameter of type {@link io.umlmachine.UmlMachine} of a test method or of a method that runs
 * before or after tests, or on a field of that type, in a class with {@link UmlTest}. Where one scope, name and
 * description stand at several places, they mean the same machine.
 *
 * <p>A machine of a test boots before its first {@code @BeforeEach} method, one of a class or of the session when it is
 * first needed. JUnit closes it, after the last method that may use it. What is asked of it is recorded for the case that
 * a test fails; except for that, it is a machine like any other.
 *
 * <p>A field may be private, but not final. A static field, a parameter of a constructor, of {@code @BeforeAll} or of
 * {@code @AfterAll} cannot have a machine of {@link MachineScope#METHOD}.
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Machine {

    /**
     * Which machine of its scope it is.
     *
     * @return a name of the test's choice
     */
    String value() default "";

    /**
     * Who shares the machine.
     *
     * @return one run of one test method, unless it says otherwise
     */
    MachineScope scope() default MachineScope.METHOD;

    /**
     * What this machine has beside what {@link UmlTest#options} says, which is applied first.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends MachineOptions> options() default MachineOptions.class;
}
