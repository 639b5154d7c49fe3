package io.umlmachine.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods, and those of its {@code @Nested} classes, get machines through parameters with
 * {@link Machine}. When a test fails, the console of its machines is added to the failure as a suppressed exception.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(UmlExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else needs to see it.
public @interface UmlTest {

    /**
     * The disk that the machines boot from. Each machine writes to an overlay of its own.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ImageSource> image();

    /**
     * The memory of each machine.
     *
     * @return a size as {@link io.umlmachine.ByteSize#parse} reads it
     */
    String memory() default "512M";
}
