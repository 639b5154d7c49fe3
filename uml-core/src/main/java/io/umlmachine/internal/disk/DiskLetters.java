package io.umlmachine.internal.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The disks of a machine that are free: {@code ubda} and {@code ubdb} never are, and the kernel has 16. Thread-safe.
 */
public final class DiskLetters {

    /** How many letters there are to give out. */
    public static final int COUNT = 14;

    private static final char FIRST = 'c';

    private final Deque<Character> free = new ArrayDeque<>();

    /** All of them free. */
    public DiskLetters() {
        this(Set.of());
    }

    /** All of them free but some. */
    public DiskLetters(Set<Character> taken) {
        for (int i = 0; i < COUNT; i++) {
            char letter = (char) (FIRST + i);
            if (!taken.contains(letter)) {
                free.add(letter);
            }
        }
    }

    /** Takes a letter, and waits for one if all are in use. A machine that boots gets c, d, e … in this order. */
    public synchronized char take() throws InterruptedException {
        while (free.isEmpty()) {
            wait();
        }
        return free.removeFirst();
    }

    /** Makes a letter, which was taken, free again. */
    public synchronized void giveBack(char letter) {
        free.addFirst(letter);
        notifyAll();
    }
}
