package io.umlmachine.pbuilder;

import io.umlmachine.internal.config.ShellText;

/**
 * The value of a key and where it comes from. {@code toString} is a line of {@code dumpconfig}, and an assignment that
 * configuration files may hold.
 *
 * @param key the key
 * @param value its value as text; the words of a list are quoted as a shell reads them
 * @param origin where the value comes from
 */
public record Setting(ConfigKey key, String value, Origin origin) {
    @Override
    public String toString() {
        return key + "=" + ShellText.quote(value) + "  # " + origin;
    }
}
