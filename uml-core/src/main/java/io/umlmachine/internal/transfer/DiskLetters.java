package io.umlmachine.internal.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/** The disks of a machine that are free: {@code ubda} and {@code ubdb} never are, and the kernel has 16. Thread-safe. */
final class DiskLetters {

    private static final char FIRST = 'c';
    private static final char LAST = 'p';

    private final Deque<Character> free = new ArrayDeque<>();

    DiskLetters() {
        for (char letter = FIRST; letter <= LAST; letter++) {
            free.add(letter);
        }
    }

    /** Takes a letter, and waits for one if all are in use. */
    synchronized char take() throws InterruptedException {
        while (free.isEmpty()) {
            wait();
        }
        return free.removeFirst();
    }

    synchronized void giveBack(char letter) {
        free.addFirst(letter);
        notifyAll();
    }
}
