package io.umlmachine.pbuilder.internal.config;

import io.umlmachine.pbuilder.ConfigKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The known key that a mistyped one probably means. */
final class Suggestion {

    private static final int FARTHEST = 2;

    private Suggestion() {}

    /** Words to append to a message; empty if no known key is near. */
    static String forName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Stream.concat(Arrays.stream(ConfigKey.values()).map(ConfigKey::name), ForeignKeys.names().stream())
                .filter(known -> distance(upper, known) <= FARTHEST)
                .min(Comparator.comparingInt(known -> distance(upper, known)))
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
