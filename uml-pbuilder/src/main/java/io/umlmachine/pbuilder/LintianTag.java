package io.umlmachine.pbuilder;

/**
 * Something that lintian has to say.
 *
 * @param severity how grave it is
 * @param packageName the package that it is about
 * @param type what kind of package that is: {@code binary}, {@code source}, {@code udeb}, {@code changes} or
 *     {@code buildinfo}
 * @param tag the name of the tag
 * @param detail where, and what; empty if lintian says no more
 */
public record LintianTag(Severity severity, String packageName, String type, String tag, String detail) {

    /** How grave a tag is, the gravest first; by the letters that lintian prints. */
    public enum Severity {
        /** {@code E}. */
        ERROR,
        /** {@code W}. */
        WARNING,
        /** {@code I}. */
        INFO,
        /** {@code P}. */
        PEDANTIC,
        /** {@code X}: the tag itself is an experiment. */
        EXPERIMENTAL,
        /** {@code C}: a fact, no fault. */
        CLASSIFICATION,
        /** {@code O} or {@code M}: the package, or lintian itself, says that it does not apply. */
        OVERRIDDEN;

        /**
         * Whether the severity says how wrong something is.
         *
         * @return true for errors, warnings, hints and pedantic ones
         */
        public boolean isGraded() {
            return compareTo(PEDANTIC) <= 0;
        }
    }

    /**
     * Whether the tag is as grave as a severity, or graver.
     *
     * @param least the severity
     * @return false for tags whose severity is not {@linkplain Severity#isGraded graded}
     */
    public boolean isAtLeast(Severity least) {
        return severity.isGraded() && severity.compareTo(least) <= 0;
    }

    /** As lintian prints it, with the severity's word. */
    @Override
    public String toString() {
        String about = type.equals("binary") ? packageName : packageName + " " + type;
        return severity + " " + about + ": " + tag + (detail.isEmpty() ? "" : " " + detail);
    }
}
