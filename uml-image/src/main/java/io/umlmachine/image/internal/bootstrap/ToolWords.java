package io.umlmachine.image.internal.bootstrap;

import io.umlmachine.image.ImageFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What apt, debootstrap and dpkg mean by the words that they end with, in the locale C. */
final class ToolWords {

    private static final String TAMPERED = "somebody has changed it, or the mirror is just changing";
    private static final String OTHER_MIRROR = "; try again later, or name another mirror";
    private static final String OTHER_KEYS = "; name the keyring of this archive, or another mirror";

    /**
     * A way of saying what is wrong. The first group of the words, if there is one, is the file or package.
     *
     * @param words how a tool says it
     * @param failure what that is
     * @param meaning what it means, {@code %s} for the group
     */
    private record Saying(Pattern words, ImageFailure failure, String meaning) {

        Saying(String words, ImageFailure failure, String meaning) {
            this(Pattern.compile(words, Pattern.MULTILINE), failure, meaning);
        }
    }

    /** What is known of a failure from the words of a tool. */
    record Told(ImageFailure failure, String meaning) {}

    /** The more telling ones first. */
    private static final List<Saying> SAYINGS = List.of(
            // apt's update.
            new Saying(
                    "^W: GPG error: (\\S+ \\S+ \\S*Release): .*(?:NO_PUBKEY|EXPKEYSIG|REVKEYSIG)",
                    ImageFailure.UNTRUSTED,
                    "%s is not signed by a key of the keyring" + OTHER_KEYS),
            new Saying(
                    "^W: GPG error: (\\S+ \\S+ \\S*Release): .*BADSIG",
                    ImageFailure.UNTRUSTED,
                    "%s is not what was signed: " + TAMPERED + OTHER_MIRROR),
            new Saying(
                    "^E: (?:Failed to fetch (\\S+) +)?.*(?:Clearsigned file isn't valid|Splitting up .* into data and signature"
                            + " failed)",
                    ImageFailure.UNTRUSTED,
                    "%s is not a signed file: " + TAMPERED + OTHER_MIRROR),
            new Saying(
                    "^E: Release file for (\\S+) is (?:expired|not valid yet)",
                    ImageFailure.UNTRUSTED,
                    "%s is past its time: the mirror stands still, or somebody withholds newer packages"
                            + OTHER_MIRROR),
            new Saying(
                    "^E: The repository '(.*)' does not have a Release file",
                    ImageFailure.RECIPE,
                    "%s does not exist; name a suite that the mirror has"),
            new Saying(
                    "^E: The repository '(.*)' is not signed",
                    ImageFailure.UNTRUSTED,
                    "%s is not signed by a key of the keyring" + OTHER_KEYS),
            // apt's downloads.
            new Saying(
                    "^E: Failed to fetch (\\S+) +(?:Hash Sum mismatch|File has unexpected size|Hashes of)",
                    ImageFailure.UNTRUSTED,
                    "%s is not what the signed release file says: " + TAMPERED + OTHER_MIRROR),
            // debootstrap's first stage.
            new Saying(
                    "^E: Invalid Release signature \\(key id (\\S+)\\)",
                    ImageFailure.UNTRUSTED,
                    "the suite's release file is not what the key %s has signed: " + TAMPERED + OTHER_MIRROR),
            new Saying(
                    "^E: Release signed by unknown key \\(key id (\\S+)\\)",
                    ImageFailure.UNTRUSTED,
                    "the suite's release file is signed by the key %s, which is not in the keyring" + OTHER_KEYS),
            new Saying(
                    "^E: Error executing gpgv",
                    ImageFailure.UNTRUSTED,
                    "the suite's release file has no signature that can be checked" + OTHER_KEYS),
            new Saying(
                    "^W: (\\S+) was corrupt",
                    ImageFailure.UNTRUSTED,
                    "%s is not what the signed release file says: " + TAMPERED + OTHER_MIRROR),
            new Saying(
                    "^E: Failed getting release file (\\S+)",
                    ImageFailure.RECIPE,
                    "%s cannot be had; name a suite that the mirror has"),
            new Saying("^E: (?:No such script: \\S+/)(\\S+)", ImageFailure.RECIPE, "debootstrap knows no suite %s"),
            new Saying("^E: Couldn't find these debs: (.*)", ImageFailure.RECIPE, "the archive has no package %s"),
            new Saying(
                    "^E: Invalid Release file, no valid components",
                    ImageFailure.RECIPE,
                    "the suite has none of the components"),
            // What is wanted of apt and dpkg.
            new Saying("^E: Unable to locate package (\\S+)", ImageFailure.RECIPE, "the archive has no package %s"),
            new Saying(
                    "^E: Package '?([^' ]+)'? has no installation candidate",
                    ImageFailure.RECIPE,
                    "the archive has no package %s"),
            new Saying(
                    "^E: Couldn't find any package",
                    ImageFailure.RECIPE,
                    "the archive does not have a package of the recipe"),
            new Saying(
                    "^E: Unable to correct problems, you have held broken packages",
                    ImageFailure.RECIPE,
                    "the packages of the recipe do not go together"),
            new Saying("doesn't have the component '(\\S+)'", ImageFailure.RECIPE, "the suite has no component %s"),
            new Saying(
                    "error processing package (\\S+) \\(--purge\\):\\n +this is an essential package",
                    ImageFailure.RECIPE,
                    "the package %s is essential, and cannot be left out"),
            new Saying(
                    "error processing package (\\S+) \\(--purge\\):\\n +dependency problems",
                    ImageFailure.RECIPE,
                    "the package %s cannot be left out: others need it"),
            new Saying(
                    "^E: Essential packages were removed|^WARNING: The following essential packages will be removed",
                    ImageFailure.RECIPE,
                    "an essential package cannot be removed"));

    private ToolWords() {}

    /** What the last words of a tool say, if they say it. */
    static Optional<Told> in(String output) {
        if (NoSpace.isTold(output)) {
            return Optional.of(new Told(ImageFailure.NO_SPACE, "a disk is full; make more room, or the image larger"));
        }
        for (Saying saying : SAYINGS) {
            Matcher matcher = saying.words().matcher(output);
            if (matcher.find()) {
                String what = matcher.groupCount() == 0 || matcher.group(1) == null ? "a file" : matcher.group(1);
                return Optional.of(new Told(saying.failure(), String.format(saying.meaning(), what)));
            }
        }
        return Optional.empty();
    }
}
