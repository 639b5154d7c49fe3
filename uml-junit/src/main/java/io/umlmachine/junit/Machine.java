package io.umlmachine.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A machine for one run of one test method: a parameter of type {@link io.umlmachine.UmlMachine} of a test method, or of a
 * method that runs before or after each test, in a class with {@link UmlTest}. The machine boots when it is first asked
 * for and is closed after the test. Constructors, {@code @BeforeAll} and {@code @AfterAll} cannot have one.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Machine {

    /**
     * Which machine of the test it is: parameters with the same name get the same machine.
     *
     * @return a name of the test's choice
     */
    String value() default "";
}
