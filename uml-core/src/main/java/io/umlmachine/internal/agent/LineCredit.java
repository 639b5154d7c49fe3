package io.umlmachine.internal.agent;

/** How many bytes may be under way to the agent. Thread-safe. */
final class LineCredit {

    private final int window;
    private int available;
    private boolean unlimited;

    LineCredit(int window) {
        this.window = window;
        this.available = window;
    }

    /** Takes credit if there is enough. */
    synchronized boolean tryTake(int bytes) {
        if (!unlimited && available < bytes) {
            return false;
        }
        available -= unlimited ? 0 : bytes;
        return true;
    }

    /** Takes credit, and waits until there is enough. */
    synchronized void take(int bytes) throws InterruptedException {
        while (!tryTake(bytes)) {
            wait();
        }
    }

    /**
     * Gives credit back.
     *
     * @throws ProtocolException if it is more than was taken
     */
    synchronized void giveBack(int bytes) throws ProtocolException {
        if (!unlimited && (bytes <= 0 || bytes > window - available)) {
            throw new ProtocolException("The agent says that it read " + bytes + " bytes, which were not sent");
        }
        available += unlimited ? 0 : bytes;
        notifyAll();
    }

    /** Ends all waits, now and later. */
    synchronized void lift() {
        unlimited = true;
        notifyAll();
    }
}
