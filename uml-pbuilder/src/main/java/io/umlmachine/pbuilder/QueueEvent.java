package io.umlmachine.pbuilder;

/** What a queue tells while it runs, besides what each build tells. Each kind's {@code toString} is a line for a person. */
public sealed interface QueueEvent {

    /**
     * The source that the event is about.
     *
     * @return the source package
     */
    Dsc source();

    /**
     * A build begins; it may still wait for memory.
     *
     * @param source the source package
     */
    record Started(Dsc source) implements QueueEvent {
        @Override
        public String toString() {
            return source.source() + " " + source.version() + ": started";
        }
    }

    /**
     * What becomes of a source is known. Comes once for each, without {@link Started} for those that are not tried.
     *
     * @param entry the source and what became of it
     */
    record Finished(QueueReport.Entry entry) implements QueueEvent {
        @Override
        public Dsc source() {
            return entry.source();
        }

        @Override
        public String toString() {
            return entry.toString();
        }
    }
}
