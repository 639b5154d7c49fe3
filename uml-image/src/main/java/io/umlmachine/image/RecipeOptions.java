package io.umlmachine.image;

import io.umlmachine.ByteSize;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What an image can be made from, as builders take it: {@link ImageRecipe.Builder} and {@link DebianImage.Builder}. Every
 * option has the same effect whichever {@link Bootstrap} makes the image.
 *
 * <p>The order: the packages of the variant and those of {@link #include}, from all sources and up to date; then, in a machine
 * that has booted the system, {@link #exclude}, {@link #locale}, {@link #file}, {@link #installAfter}, {@link #purge} and
 * {@link #script}. A recipe with none of these needs no machine for them. What a recipe asks for and cannot have is an
 * {@link ImageException} with {@link ImageFailure#RECIPE} when the image is made.
 *
 * @param <B> the builder
 */
public interface RecipeOptions<B extends RecipeOptions<B>> {

    /**
     * How much of Debian it holds. Default: {@link Variant#MINBASE}.
     *
     * @param variant how much
     * @return this builder
     */
    B variant(Variant variant);

    /**
     * The archive that has the suite. Default: the one that the host's apt uses for this suite, with its updates and
     * security updates; else the one that the host has its own suite from; else the bootstrap tool's default. The guest's apt
     * uses the same.
     *
     * @param uri an HTTP or HTTPS address
     * @return this builder
     */
    B mirror(String uri);

    /**
     * Adds an archive to those of {@link #mirror}, to make the image from and for the guest's apt. Default: none.
     *
     * @param source the archive, with the keyring that must have signed it if that is not the image's
     * @return this builder
     */
    B source(AptSource source);

    /**
     * The components of {@link #mirror}; one that a suite does not have is a failure. Default: {@code main}.
     *
     * @param components at least one
     * @return this builder
     */
    B components(String... components);

    /**
     * Adds packages beyond the variant's. Default: none.
     *
     * @param packages their names
     * @return this builder
     */
    B include(String... packages);

    /**
     * Leaves out packages of the variant, which must be neither essential nor needed by those that stay. They are removed
     * with their configuration before anything else is done; what is not there is left out anyway. Default: none.
     *
     * @param packages their names
     * @return this builder
     */
    B exclude(String... packages);

    /**
     * Packages that apt installs, with its recommendations off, in a machine that has booted the finished system, such as
     * those whose installation needs a running one. Default: none.
     *
     * @param packages their names
     * @return this builder
     */
    B installAfter(String... packages);

    /**
     * Packages that are removed with their configuration files, and with what needs them, after all others have been
     * installed and before scripts run. What is not there is no failure. Default: none.
     *
     * @param packages their names
     * @return this builder
     */
    B purge(String... packages);

    /**
     * Puts a file into the image, over one that is there; packages that are installed afterwards leave it as it is. Its
     * parents are made. It belongs to root. What is in {@code /run}, {@code /tmp}, {@code /var/tmp} and
     * {@code /etc/resolv.conf}, and the contents of logs, do not stay in images. Default: none.
     *
     * @param file the file
     * @return this builder
     */
    B file(GuestFile file);

    /**
     * Runs a script in a machine that has booted the image, after all else. Scripts run in the order in which they were
     * given, with a network; apt has no package lists until one updates them. What they print is told as
     * {@link ImageEvent.LogLine}. One that ends with another status than 0 is an {@link ImageException} with
     * {@link ImageFailure#PROGRAM}, and no image is made. Default: none.
     *
     * @param script the script
     * @return this builder
     */
    B script(GuestScript script);

    /**
     * The name in {@code /etc/hostname}, which {@code /etc/hosts} has too, for 127.0.1.1. Default: {@code debian}.
     *
     * @param name a host name
     * @return this builder
     */
    B hostname(String name);

    /**
     * The locale in {@code /etc/default/locale}. If it is not {@code C}, {@code POSIX} or {@code C.UTF-8}, the package
     * {@code locales} is installed, and makes it. Default: none is configured.
     *
     * @param name such as {@code de_DE.UTF-8}
     * @return this builder
     */
    B locale(String name);

    /**
     * An option of apt, for the making of the image and for the guest's apt, which has them in
     * {@code /etc/apt/apt.conf.d/90recipe}. Default: none; but if the host's apt is told to use release files past their
     * time, by {@code Acquire::Check-Valid-Until}, the making does so too unless the recipe has that option.
     *
     * @param name such as {@code Acquire::Retries}
     * @param value its value
     * @return this builder
     */
    B aptOption(String name, String value);

    /**
     * The size of the disk. What is not used of it is a hole in a sparse file. Default: 4 GiB.
     *
     * @param size at least 512 MiB, and a multiple of 4 KiB
     * @return this builder
     */
    B size(ByteSize size);

    /**
     * Shrinks the disk so that only this much is free on it, as rootstrap does. Default: it keeps its size.
     *
     * @param space how much is to be free, not less than what is asked for
     * @return this builder
     */
    B freeSpace(ByteSize space);

    /**
     * The keyring that must have signed the archive, in binary form. Default: Debian's own, from the package
     * {@code debian-archive-keyring}; if the host does not have that, from the archive, as far as this library knows the
     * fingerprints of the keys in it: those of Debian 11 to 13. The guest gets a copy of another one.
     *
     * @param file the keyring
     * @return this builder
     */
    B keyring(Path file);

    /**
     * Takes the archives as they were at a moment, from mirrors that keep the past: their addresses hold
     * {@code @SNAPSHOTID@} where the time goes, in the form {@code 20260131T235959Z}. Release files may be past their time
     * then, for the guest's apt too, which has the same addresses. That no address has such a place, or that one has it and
     * there is no snapshot, is a failure when the image is made. Default: as they are now.
     *
     * @param moment the moment, of which fractions of seconds are dropped
     * @return this builder
     */
    B snapshot(Instant moment);
}
