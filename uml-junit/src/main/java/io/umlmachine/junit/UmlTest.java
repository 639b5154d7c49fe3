package io.umlmachine.junit;

import io.umlmachine.junit.internal.UmlExtension;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods, and those of its {@code @Nested} classes, get machines through parameters and fields with
 * {@link Machine}. A nested class may have an annotation of its own, which then holds for its tests.
 *
 * <p>The disk is named by {@link #suite}, with or without {@link #packages}, or by {@link #image}. An image that is not
 * there yet is made by the first test that needs it, of whatever JVM; others wait for it, and all later ones find it.
 * Each machine writes to an overlay of its own.
 *
 * <p><b>In parallel.</b> Tests may run at once. Their machines together never get more memory than the host can give
 * ({@link io.umlmachine.Admission#byMemory}): a test whose machines do not fit waits for others to end, for ten minutes at
 * most. A test with several machines gets all of them before the next such test of the same JVM gets its first, so that
 * two cannot wait for each other. That does not hold for machines of classes and of the session, which are kept while
 * tests wait for theirs: leave room for both.
 *
 * <p><b>When a test fails</b> its console, what was asked of its machines and what they answered, their kernel command
 * lines and the times it all took are written to a directory below {@code target/uml-failures}, whose path is in a
 * suppressed exception of the failure, with the end of the console. The configuration parameter {@code
 * umlmachine.failures} names another directory than {@code target/uml-failures}.
 *
 * <p><b>When a time-out of Jupiter strikes</b> ({@code @Timeout}), a list of the guest's processes is added to the console
 * that is written, before the test's thread is interrupted, which delays that by some five seconds at most if the guest does
 * not answer.
 *
 * <p>Configuration parameters are system properties, or stand in {@code junit-platform.properties}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(UmlExtension.class)
@SuppressWarnings("exports") // JUnit makes the extension; nobody else needs to see it.
public @interface UmlTest {

    /**
     * The Debian suite that the machines boot; not to be named together with {@link #image}.
     *
     * @return such as {@code bookworm}
     */
    String suite() default "";

    /**
     * What is installed in the image, besides the essential packages of the {@link #suite}.
     *
     * @return names of packages
     */
    String[] packages() default {};

    /**
     * The disk that the machines boot from; not to be named together with {@link #suite}.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends ImageSource> image() default ImageSource.class;

    /**
     * The memory of each machine.
     *
     * @return a size as {@link io.umlmachine.ByteSize#parse} reads it
     */
    String memory() default "512M";

    /**
     * Everything else about the machines, such as their network; {@link Machine#options} adds to it.
     *
     * @return a class with a constructor without parameters
     */
    Class<? extends MachineOptions> options() default MachineOptions.class;

    /**
     * What becomes of the tests on a host that cannot run machines, because {@link io.umlmachine.UmlHost#probe} misses
     * something. The environment variable {@code UML_OPTIONAL=true}, or the configuration parameter {@code
     * umlmachine.optional=true}, makes it {@link OnMissing#SKIP} for all classes.
     *
     * @return failure, or skipping with the reason
     */
    OnMissing onMissing() default OnMissing.FAIL;

    /**
     * Whether the overlay of each machine of a test that failed is kept beside its console: all that the guest had
     * written to its disk. It can be booted with {@link io.umlmachine.UmlMachine.Builder#cow(java.nio.file.Path)} as long
     * as its image is there. The configuration parameter {@code umlmachine.keepOverlays=true} does it for all classes.
     *
     * @return true to keep them
     */
    boolean keepOverlays() default false;
}
