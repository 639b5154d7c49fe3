package io.umlmachine.image.internal.disk;

import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file has besides its contents. Immutable and thread-safe.
 *
 * @param mode the twelve lower bits of its mode
 * @param uid its owner
 * @param gid its group
 * @param modified when it was last changed, in seconds since 1970
 * @param extended its extended attributes by their whole names, such as {@code security.capability}; nobody changes the
 *     arrays
 */
public record Attributes(int mode, long uid, long gid, long modified, SortedMap<String, byte[]> extended) {

    private static final int MODE_BITS = 07777;
    private static final long LARGEST_ID = 0xffff_ffffL;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Attributes {
        if ((mode & ~MODE_BITS) != 0) {
            throw new IllegalArgumentException("Not the lower bits of a mode: " + Integer.toOctalString(mode));
        }
        if (uid < 0 || uid > LARGEST_ID || gid < 0 || gid > LARGEST_ID) {
            throw new IllegalArgumentException("Not numbers of an owner and a group: " + uid + ", " + gid);
        }
        extended = Collections.unmodifiableSortedMap(new TreeMap<>(extended));
    }

    /** Those of a file of root. */
    public static Attributes ofRoot(int mode, long modified) {
        return new Attributes(mode, 0, 0, modified, Collections.emptySortedMap());
    }

    /** The same with another mode. */
    public Attributes withMode(int other) {
        return new Attributes(other, uid, gid, modified, extended);
    }

    /** The same with another time. */
    public Attributes withModified(long other) {
        return new Attributes(mode, uid, gid, other, extended);
    }

    /** The same with other extended attributes. */
    public Attributes withExtended(SortedMap<String, byte[]> others) {
        return new Attributes(mode, uid, gid, modified, others);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes that
                && mode == that.mode
                && uid == that.uid
                && gid == that.gid
                && modified == that.modified
                && extended.keySet().equals(that.extended.keySet())
                && extended.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), that.extended.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode, uid, gid, modified, extended.keySet());
    }
}
