package io.umlmachine;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's version, such as 6.12.101 or 7.2.0-rc3. Ordered by its numbers; among equal numbers release candidates come
 * before the release, and other suffixes after it. Immutable and thread-safe.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number, 0 if there is none
 * @param suffix what follows the numbers, as it stands there; often empty
 */
public record KernelVersion(int major, int minor, int patch, String suffix) implements Comparable<KernelVersion> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?([-+~_A-Za-z]\\S*)?");
    private static final Pattern SUFFIX = Pattern.compile("|[-+~_A-Za-z]\\S*");

    private static final Comparator<KernelVersion> ORDER = Comparator.comparingInt(KernelVersion::major)
            .thenComparingInt(KernelVersion::minor)
            .thenComparingInt(KernelVersion::patch)
            .thenComparingInt(KernelVersion::maturity)
            // So that the tenth release candidate comes after the ninth.
            .thenComparingInt(version -> version.suffix().length())
            .thenComparing(KernelVersion::suffix);

    /**
     * Checks the parts.
     *
     * @param major the first number
     * @param minor the second number
     * @param patch the third number
     * @param suffix what follows the numbers
     * @throws IllegalArgumentException if a number is negative, or the suffix could not stand behind them
     */
    public KernelVersion {
        if (major < 0 || minor < 0 || patch < 0) {
            throw new IllegalArgumentException(
                    "A version has no negative numbers: " + major + " " + minor + " " + patch);
        }
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("Not the end of a version: '" + suffix + "'");
        }
    }

    /**
     * Reads a version.
     *
     * @param text two or three numbers apart by dots, and perhaps a suffix without white space
     * @return the version
     * @throws IllegalArgumentException if it is none
     */
    public static KernelVersion parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a kernel's version: '" + text + "'");
        }
        String patch = matcher.group(3);
        String suffix = matcher.group(4);
        return new KernelVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch),
                suffix == null ? "" : suffix);
    }

    /**
     * Whether this is a version of that series, or of a later one.
     *
     * @param major the first number of the series
     * @param minor the second number of the series
     * @return true for 6.16.0 and 7.0.0 if the series is 6.16
     */
    public boolean isAtLeast(int major, int minor) {
        return this.major > major || this.major == major && this.minor >= minor;
    }

    private int maturity() {
        return suffix.isEmpty() ? 0 : suffix.startsWith("-rc") ? -1 : 1;
    }

    @Override
    public int compareTo(KernelVersion other) {
        return ORDER.compare(this, other);
    }

    /** The version as {@link #parse} reads it, always with three numbers. */
    @Override
    public String toString() {
        return major + "." + minor + "." + patch + suffix;
    }
}
