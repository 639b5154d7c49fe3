package io.umlmachine.internal.archive;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/**
 * The body of a response on its way into a file: hashed, and cut off where it gets longer than it may be. Closing it ends
 * the writing, whatever the connection still delivers. Thread-safe.
 */
final class FileSink implements BodySubscriber<Checksum>, AutoCloseable {

    private final FileChannel channel;
    private final long limit;
    private final LongConsumer onProgress;
    private final MessageDigest digest = Checksum.digest();
    private final CompletableFuture<Checksum> body = new CompletableFuture<>();
    private Flow.Subscription subscription = new NoSubscription();
    private long size;

    private FileSink(FileChannel channel, long limit, LongConsumer onProgress) {
        this.channel = channel;
        this.limit = limit;
        this.onProgress = onProgress;
    }

    /** Makes the file, which must not be there. The listener gets the number of bytes so far. */
    static FileSink create(Path file, long limit, LongConsumer onProgress) throws IOException {
        return new FileSink(
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), limit, onProgress);
    }

    /** More came than there may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLongException(long limit) {
            super("it is longer than " + limit + " bytes");
        }
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @Override
    public CompletionStage<Checksum> getBody() {
        return body;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                write(buffer);
            }
            onProgress.accept(size);
            subscription.request(1);
        } catch (IOException | RuntimeException | Error e) {
            subscription.cancel();
            body.completeExceptionally(e);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        size += buffer.remaining();
        if (size > limit) {
            throw new TooLongException(limit);
        }
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public synchronized void onComplete() {
        body.complete(new Checksum(size, HexFormat.of().formatHex(digest.digest())));
    }

    @Override
    public synchronized void close() throws IOException {
        subscription.cancel();
        channel.close();
    }
}
