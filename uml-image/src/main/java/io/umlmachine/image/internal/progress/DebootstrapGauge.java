package io.umlmachine.image.internal.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the first stage of {@code debootstrap --foreign}: it looks for packages, fetches each, checks it, and unpacks those
 * without which dpkg cannot run. How many there are it does not say; a share of those to come is taken for each that comes.
 * Lines: debootstrap(8) of 1.0.128; the parts are of a run of a small image that took three quarters of a minute.
 */
final class DebootstrapGauge implements Gauge {

    private static final Pattern ANY =
            Pattern.compile("I: (Retrieving|Validating|Extracting) (\\S+?)(?:\\.\\.\\.)?(?: .*)?");

    private static final double LISTS = 0.1;
    private static final double RESOLVED = 0.5;
    private static final double FETCHED = 0.8;

    /** A small image has about so many. */
    private static final double USUAL_PACKAGES = 90;

    private boolean resolving;
    private boolean resolved;
    private int validated;
    private int extracted;

    @Override
    public void line(String line) {
        if (!line.startsWith("I: ")) {
            return;
        }
        if (line.startsWith("I: Resolving dependencies of ")) {
            resolving = true;
        } else if (line.startsWith("I: Checking component ")) {
            resolved = true;
        }
        Matcher matcher = ANY.matcher(line);
        if (matcher.matches()) {
            count(matcher.group(1));
        }
    }

    private void count(String what) {
        if (what.equals("Extracting")) {
            extracted++;
        } else if (what.equals("Validating") && resolved) {
            validated++;
        }
    }

    /** How many packages were fetched. */
    int packages() {
        return validated;
    }

    @Override
    public double share() {
        if (extracted > 0) {
            return FETCHED + (1 - FETCHED) * Math.min(1, (double) extracted / Math.max(1, validated));
        }
        if (resolved) {
            return RESOLVED + (FETCHED - RESOLVED) * towards(validated / USUAL_PACKAGES);
        }
        return resolving ? LISTS : 0;
    }

    /** Nears 1, quickly at first, and never gets there. */
    private static double towards(double share) {
        return 1 - Math.exp(-2 * share);
    }
}
