package io.umlmachine.image.internal.progress;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what apt-get and dpkg print: how much is to be fetched and how many packages are to come, then each fetch, each
 * package unpacked and each set up. Several runs of apt-get follow each other as stretches, each of which has its part of
 * what is left before it. Formats: apt-get(8) of apt 2.6 and dpkg 1.21 in the locale C.
 */
final class AptGauge implements Gauge {

    private static final Pattern SUMMARY =
            Pattern.compile("(\\d+) upgraded, (\\d+) newly installed, (?:\\d+ reinstalled, )?.*");
    private static final Pattern NEED = Pattern.compile("Need to get ([\\d.,]+) ([kMGT]?B)(?:/.*)? of archives\\.");
    private static final Pattern GET = Pattern.compile("Get:\\d+ .*\\[([\\d.,]+) ([kMGT]?B)\\]");

    /** Of a stretch, what fetching takes of it if anything is to be fetched. */
    private static final double FETCHING = 0.3;

    /** Of what is left, what a stretch takes: more may follow. */
    private static final double STRETCH = 0.9;

    private long fetched;
    private long announced;
    private boolean known;

    private double before;
    private long stretchFetched;
    private long stretchBytes;
    private int packages;
    private int steps;
    private int runs;

    @Override
    public void line(String line) {
        if (line.startsWith("Get:")) {
            get(line);
        } else if (line.startsWith("Unpacking ") || line.startsWith("Setting up ")) {
            steps++;
        } else if (line.startsWith("Need to get ")) {
            need(line);
        } else if (line.contains(" newly installed, ")) {
            begin(line);
        }
    }

    private void get(String line) {
        Matcher matcher = GET.matcher(line);
        if (matcher.matches()) {
            long bytes = Sizes.bytes(matcher.group(1), matcher.group(2));
            fetched += bytes;
            stretchFetched += bytes;
        }
    }

    private void need(String line) {
        Matcher matcher = NEED.matcher(line);
        if (matcher.matches()) {
            stretchBytes = Sizes.bytes(matcher.group(1), matcher.group(2));
            stretchFetched = 0;
            announced = fetched + stretchBytes;
            known = true;
        }
    }

    private void begin(String line) {
        Matcher matcher = SUMMARY.matcher(line);
        if (matcher.matches()) {
            before = share();
            runs++;
            packages = Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2));
            steps = 0;
            stretchBytes = 0;
            stretchFetched = 0;
        }
    }

    /** How many of the newest run's packages have been unpacked and set up, 0 to 1. */
    double installedShare() {
        return packages == 0 ? 0 : Math.min(1, steps / (2.0 * packages));
    }

    /** How much of what the newest run announced has been fetched, 0 to 1. */
    double fetchedShare() {
        return stretchBytes == 0 ? 0 : Math.min(1, (double) stretchFetched / stretchBytes);
    }

    /** How many summaries there were. */
    int runs() {
        return runs;
    }

    /** How much of the newest run is done, 0 to 1. */
    double runShare() {
        if (stretchBytes == 0) {
            return installedShare();
        }
        return steps == 0 ? FETCHING * fetchedShare() : FETCHING + (1 - FETCHING) * installedShare();
    }

    @Override
    public double share() {
        return before + (1 - before) * STRETCH * runShare();
    }

    @Override
    public long done() {
        return known ? Math.min(fetched, announced) : fetched;
    }

    @Override
    public OptionalLong total() {
        return known ? OptionalLong.of(announced) : OptionalLong.empty();
    }
}
