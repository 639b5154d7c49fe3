package io.umlmachine.pbuilder;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a hook of {@link ConfigKey#HOOKDIR} runs: the first letter of its file's name says so, and two digits after it say
 * in which order, as in {@code B90lintian}. Letters and file names: the manual page pbuilder(8) of pbuilder 0.231.
 *
 * <p>Hooks run in the machine, as root, in its root directory, with a network unless it says otherwise below. Their
 * environment has {@code PBUILDER_OPERATION} ({@code build}, {@code create}, {@code update}, {@code login} or
 * {@code execute}), {@code BUILDDIR}, {@code DISTRIBUTION}, {@code BUILD_ARCH}, {@code HOST_ARCH} and
 * {@code HOOKDIR}, where all files of the host's directory are, so that a hook may use others than hooks.
 */
public enum HookPoint {
    /** Before a build: its dependencies are installed, and its source is unpacked. */
    BEFORE_BUILD('A'),
    /** After a build that succeeded, before its results leave the machine. */
    AFTER_BUILD('B'),
    /** After a build that failed or took too long; what the hook ends with changes nothing any more. */
    AFTER_FAILURE('C'),
    /** In a build, before apt reads package lists and installs the dependencies. */
    BEFORE_DEPENDENCIES('D'),
    /** In {@code create} and {@code update}, after apt has done its work. */
    AFTER_APT('E'),
    /** In {@code login} and {@code execute}, before the shell or the script. */
    BEFORE_SESSION('F'),
    /** In {@code create}, after the bootstrap, which has installed all packages of the image. */
    AFTER_BOOTSTRAP('G'),
    /** As soon as a machine is up; in {@code create}, that is when the bootstrap has made something to boot. */
    AFTER_BOOT('H'),
    /** After the results of a build are in place; their names are the hook's arguments. */
    AFTER_RESULTS('I');

    private static final Pattern NAME = Pattern.compile("[A-I][0-9][0-9].*", Pattern.DOTALL);

    private final char letter;

    HookPoint(char letter) {
        this.letter = letter;
    }

    /**
     * The first letter of its hooks' names.
     *
     * @return a capital letter
     */
    public char letter() {
        return letter;
    }

    /**
     * When a file runs.
     *
     * @param fileName the file's name
     * @return when, or empty if that is not how hooks are called, or is how editors call their copies: {@code *~} and
     *     {@code *.bak}
     */
    public static Optional<HookPoint> of(String fileName) {
        if (!NAME.matcher(fileName).matches() || fileName.endsWith("~") || fileName.endsWith(".bak")) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(point -> point.letter == fileName.charAt(0))
                .findFirst();
    }
}
