package io.umlmachine.pbuilder;

import java.time.Instant;
import java.util.Optional;

/**
 * A binary-only upload: the same source, built anew under a version with {@code +b} and a number behind it. The changelog
 * of the tree that is built gets an entry for it. Format: deb-changelog(5).
 *
 * @param number the number behind {@code +b}, positive
 * @param message why, one line
 * @param maintainer who does it, as in {@code A Name <name@mirror.example>}; empty for
 *     {@link ConfigKey#BINNMU_MAINTAINER}
 * @param time when it is done; empty for now
 */
public record BinaryNmu(int number, String message, Optional<String> maintainer, Optional<Instant> time) {

    /**
     * Checks the parts.
     *
     * @param number the number
     * @param message why
     * @param maintainer who
     * @param time when
     * @throws IllegalArgumentException if the number is not positive, or the message is empty or more than a line
     */
    public BinaryNmu {
        if (number < 1) {
            throw new IllegalArgumentException("A binary-only upload has a positive number, not " + number);
        }
        if (message.isBlank() || message.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The message of a binary-only upload is one line: '" + message + "'");
        }
        maintainer
                .filter(name -> name.isBlank() || name.chars().anyMatch(Character::isISOControl))
                .ifPresent(name -> {
                    throw new IllegalArgumentException("No maintainer: '" + name + "'");
                });
    }

    /**
     * An upload by the configured maintainer, now.
     *
     * @param number the number behind {@code +b}, positive
     * @param message why, one line
     * @return the upload
     * @throws IllegalArgumentException if the number is not positive, or the message is empty or more than a line
     */
    public static BinaryNmu of(int number, String message) {
        return new BinaryNmu(number, message, Optional.empty(), Optional.empty());
    }
}
