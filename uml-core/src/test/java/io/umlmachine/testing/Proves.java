package io.umlmachine.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which features of the predecessors a test shows at work: rows of the table that {@code docs/features.md} is made of.
 * See {@link Parses} for what is only read, and {@link Refuses} for what is refused.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Proves {

    /**
     * The rows.
     *
     * @return the first name of each
     */
    String[] value();
}
