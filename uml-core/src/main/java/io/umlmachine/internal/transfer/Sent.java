package io.umlmachine.internal.transfer;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a guest says that it wrote to a disk.
 *
 * @param isFile whether it is the bytes of a file; else it is an archive
 * @param mode the file's mode
 * @param time the file's last change
 * @param size how many bytes of the disk it is
 */
record Sent(boolean isFile, int mode, Instant time, long size) {

    /**
     * Parses what the script printed, which a hostile guest may have made up.
     *
     * @param limit what the disk can hold
     */
    static Sent parse(String text, long limit) throws IOException {
        String[] words = text.strip().split(" ");
        try {
            Sent sent = switch (words[0]) {
                case "tree" -> new Sent(false, 0, Instant.EPOCH, Long.parseLong(words[1]));
                case "file" ->
                    new Sent(
                            true,
                            Integer.parseInt(words[1]),
                            Instant.ofEpochSecond(Long.parseLong(words[2]), Long.parseLong(words[3])),
                            Long.parseLong(words[4]));
                default -> throw new IllegalArgumentException("neither file nor tree");
            };
            if (sent.size < 0 || sent.size > limit) {
                throw new IllegalArgumentException("its size is out of range");
            }
            return sent;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | ArithmeticException e) {
            throw new IOException("The guest does not say what it sent: " + text.strip(), e);
        }
    }
}
