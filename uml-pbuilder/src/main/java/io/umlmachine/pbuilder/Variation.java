package io.umlmachine.pbuilder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The circumstances of a build that its packages should not depend on. What is empty is as in every build. Immutable and
 * thread-safe; each setter returns a changed copy.
 *
 * <p>Debian builds each source below {@code /build} and takes the times of files from its changelog ({@code
 * SOURCE_DATE_EPOCH}, which {@code dpkg-buildpackage} sets), so neither is varied unless asked for.
 */
public final class Variation {

    private static final Pattern USER = Pattern.compile("[a-z][a-z0-9_-]{0,30}");
    private static final Pattern UMASK = Pattern.compile("0?[0-7]{3}");
    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9+._-]{1,64}");
    private static final int FIRST_USER = 1000;
    private static final int LAST_USER = 59_999;

    /** The user of all builds has number 1234. */
    private static final int UID = 4321;

    private static final int DAYS = 398;
    private static final int HOURS = 7;

    private Optional<String> hostname = Optional.empty();
    private Duration clockShift = Duration.ZERO;
    private Optional<String> user = Optional.empty();
    private OptionalInt uid = OptionalInt.empty();
    private Optional<String> umask = Optional.empty();
    private Optional<String> locale = Optional.empty();
    private Optional<String> timezone = Optional.empty();
    private OptionalInt parallel = OptionalInt.empty();
    private Optional<UUID> directoryOrder = Optional.empty();
    private Optional<String> pathSuffix = Optional.empty();

    private Variation() {}

    private Variation with(Consumer<Variation> change) {
        Variation copy = new Variation();
        copy.hostname = hostname;
        copy.clockShift = clockShift;
        copy.user = user;
        copy.uid = uid;
        copy.umask = umask;
        copy.locale = locale;
        copy.timezone = timezone;
        copy.parallel = parallel;
        copy.directoryOrder = directoryOrder;
        copy.pathSuffix = pathSuffix;
        change.accept(copy);
        return copy;
    }

    /**
     * Nothing is varied.
     *
     * @return the circumstances of every build
     */
    public static Variation none() {
        return new Variation();
    }

    /**
     * All that is varied without being asked for: the hostname {@code variedN}; a clock that is N times 398 days and 7 hours
     * ahead; the user {@code builderN} with the number 4320 + N; the umask 0002; the locale {@code C} instead of
     * {@code C.UTF-8}, the only other one of an image without further packages; a timezone 14 hours east or 12 hours west of
     * Greenwich; {@code parallel=} 1 + N; and another order of directories.
     *
     * @param number from 1; 0 for {@link #none}
     * @return the variation, always the same
     * @throws IllegalArgumentException if the number is negative or greater than 99
     */
    public static Variation number(int number) {
        if (number < 0 || number > 99) {
            throw new IllegalArgumentException("Variations have the numbers 0 to 99, not " + number);
        }
        if (number == 0) {
            return none();
        }
        return none().hostname("varied" + number)
                .clockShift(Duration.ofDays(DAYS).plusHours(HOURS).multipliedBy(number))
                .user("builder" + number, UID - 1 + number)
                .umask("0002")
                .locale("C")
                // POSIX has the sign the other way round: these need no tables.
                .timezone(number % 2 == 1 ? "<+14>-14" : "<-12>12")
                .parallel(1 + number)
                .directoryOrder(new UUID(number, number));
    }

    /**
     * Another name of the machine.
     *
     * @param name as of {@link PbuilderConfig#hostname}
     * @return the changed variation
     */
    public Variation hostname(String name) {
        return with(copy -> copy.hostname = Optional.of(name));
    }

    /**
     * Another time: the clock of the machine is set when what the source needs is installed, before it is unpacked.
     *
     * @param shift how far ahead, or behind if it is negative; in whole seconds
     * @return the changed variation
     */
    public Variation clockShift(Duration shift) {
        return with(copy -> copy.clockShift = shift);
    }

    /**
     * Another user and group that builds.
     *
     * @param name its name, which no package brings
     * @param number of user and group, from 1000 to 59999
     * @return the changed variation
     * @throws IllegalArgumentException if that is no name or no number of an ordinary user
     */
    public Variation user(String name, int number) {
        if (!USER.matcher(name).matches() || number < FIRST_USER || number > LAST_USER) {
            throw new IllegalArgumentException("No ordinary user: '" + name + "' with the number " + number);
        }
        return with(copy -> {
            copy.user = Optional.of(name);
            copy.uid = OptionalInt.of(number);
        });
    }

    /**
     * Another umask of the build.
     *
     * @param mask octal digits, such as {@code 0002}
     * @return the changed variation
     * @throws IllegalArgumentException if it is none
     */
    public Variation umask(String mask) {
        if (!UMASK.matcher(mask).matches()) {
            throw new IllegalArgumentException("No umask: '" + mask + "'");
        }
        return with(copy -> copy.umask = Optional.of(mask));
    }

    /**
     * Another {@code LANG} and {@code LC_ALL} of the build. The image has {@code C} and {@code C.UTF-8}; others come with
     * the package {@code locales-all}, if that is among {@link BuildRequest#extraPackages}.
     *
     * @param name the name of a locale
     * @return the changed variation
     */
    public Variation locale(String name) {
        return with(copy -> copy.locale = Optional.of(name));
    }

    /**
     * Another {@code TZ} of the build.
     *
     * @param zone as POSIX has it, such as {@code <+14>-14}
     * @return the changed variation
     */
    public Variation timezone(String zone) {
        return with(copy -> copy.timezone = Optional.of(zone));
    }

    /**
     * Another {@code parallel=} in {@code DEB_BUILD_OPTIONS}. The machine has one processor in any case, and {@code nproc}
     * says so: it is how many jobs run at once that differs.
     *
     * @param jobs at least 1
     * @return the changed variation
     * @throws IllegalArgumentException if it is less
     */
    public Variation parallel(int jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("At least one job runs at a time: " + jobs);
        }
        return with(copy -> copy.parallel = OptionalInt.of(jobs));
    }

    /**
     * Another order in which programs find what is in a directory: {@code /build} is an ext4 of its own, whose hash of names,
     * by which directories are sorted, has another seed.
     *
     * @param seed the seed
     * @return the changed variation
     */
    public Variation directoryOrder(UUID seed) {
        return with(copy -> copy.directoryOrder = Optional.of(seed));
    }

    /**
     * Another directory of the source: {@code /build/NAME-VERSION} and this.
     *
     * @param suffix letters, digits and {@code + . _ -}
     * @return the changed variation
     * @throws IllegalArgumentException if it holds others, or is empty
     */
    public Variation pathSuffix(String suffix) {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("No end of a directory's name: '" + suffix + "'");
        }
        return with(copy -> copy.pathSuffix = Optional.of(suffix));
    }

    /**
     * The name of the machine.
     *
     * @return a name, or empty for the configured one
     */
    public Optional<String> hostname() {
        return hostname;
    }

    /**
     * How far the clock is ahead.
     *
     * @return zero if it is right
     */
    public Duration clockShift() {
        return clockShift;
    }

    /**
     * Who builds.
     *
     * @return a name, or empty for {@code pbuilder}
     */
    public Optional<String> user() {
        return user;
    }

    /**
     * The number of who builds.
     *
     * @return a number, or empty for 1234
     */
    public OptionalInt uid() {
        return uid;
    }

    /**
     * The umask.
     *
     * @return octal digits, or empty for the default, 0022
     */
    public Optional<String> umask() {
        return umask;
    }

    /**
     * The locale.
     *
     * @return a name, or empty for {@code C.UTF-8}
     */
    public Optional<String> locale() {
        return locale;
    }

    /**
     * The timezone.
     *
     * @return as POSIX has it, or empty for UTC
     */
    public Optional<String> timezone() {
        return timezone;
    }

    /**
     * How many jobs run at once.
     *
     * @return a number, or empty for the configured one
     */
    public OptionalInt parallel() {
        return parallel;
    }

    /**
     * By what directories are sorted.
     *
     * @return a seed, or empty for the image's
     */
    public Optional<UUID> directoryOrder() {
        return directoryOrder;
    }

    /**
     * What follows the name of the source's directory.
     *
     * @return an end of a name, or empty for nothing
     */
    public Optional<String> pathSuffix() {
        return pathSuffix;
    }

    /** What differs from every build, in words. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        hostname.ifPresent(name -> words.add("hostname " + name));
        if (!clockShift.isZero()) {
            words.add("clock shifted by " + clockShift);
        }
        user.ifPresent(name -> words.add("user " + name + " (" + uid.orElse(0) + ")"));
        umask.ifPresent(mask -> words.add("umask " + mask));
        locale.ifPresent(name -> words.add("locale " + name));
        timezone.ifPresent(zone -> words.add("timezone " + zone));
        parallel.ifPresent(jobs -> words.add("parallel=" + jobs));
        directoryOrder.ifPresent(seed -> words.add("directory order " + seed));
        pathSuffix.ifPresent(suffix -> words.add("path suffix " + suffix));
        return words.isEmpty() ? "nothing varied" : String.join(", ", words);
    }
}
