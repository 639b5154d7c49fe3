package io.umlmachine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which features a test shows to be read and passed on, but not what they then do. See {@link Proves}. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Parses {

    /**
     * The rows.
     *
     * @return the first name of each
     */
    String[] value();
}
