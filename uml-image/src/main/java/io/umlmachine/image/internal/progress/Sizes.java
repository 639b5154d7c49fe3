package io.umlmachine.image.internal.progress;

/** Sizes as apt prints them: three digits and a unit, by thousands. */
final class Sizes {

    private static final String UNITS = "kMGT";

    private Sizes() {}

    /** As in {@code 29.7 MB}, rounded by apt. */
    static long bytes(String number, String unit) {
        try {
            double value = Double.parseDouble(number.replace(",", ""));
            int power = unit.length() == 1 ? 0 : UNITS.indexOf(unit.charAt(0)) + 1;
            return Math.round(value * Math.pow(1000, power));
        } catch (NumberFormatException e) {
            // A dot too many: nothing that apt prints, and no reason to fail.
            return 0;
        }
    }
}
