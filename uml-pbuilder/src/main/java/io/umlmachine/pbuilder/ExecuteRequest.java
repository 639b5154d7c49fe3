package io.umlmachine.pbuilder;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A script to run in a machine, with live streams. Immutable; each setter returns a changed copy. The streams are not
 * closed.
 */
public final class ExecuteRequest {

    private final Path script;
    private final List<String> arguments;
    private final InputStream stdin;
    private final OutputStream stdout;
    private final OutputStream stderr;

    private ExecuteRequest(
            Path script, List<String> arguments, InputStream stdin, OutputStream stdout, OutputStream stderr) {
        this.script = script;
        this.arguments = arguments;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /**
     * A script with its arguments. It has no input, and its output is dropped, unless the setters say otherwise.
     *
     * @param script a file anywhere on the host
     * @param arguments its arguments, which reach it as they are
     * @return the request
     */
    public static ExecuteRequest of(Path script, String... arguments) {
        return new ExecuteRequest(
                script.toAbsolutePath(),
                List.of(arguments),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
    }

    /**
     * What the script reads.
     *
     * @param stream its standard input; it may go on being read after the script's end, until one more read ends
     * @return the changed request
     */
    public ExecuteRequest stdin(InputStream stream) {
        return new ExecuteRequest(script, arguments, stream, stdout, stderr);
    }

    /**
     * Where the script's standard output goes while it runs.
     *
     * @param stream gets the bytes as they come
     * @return the changed request
     */
    public ExecuteRequest stdout(OutputStream stream) {
        return new ExecuteRequest(script, arguments, stdin, stream, stderr);
    }

    /**
     * Where the script's standard error goes while it runs.
     *
     * @param stream gets the bytes as they come
     * @return the changed request
     */
    public ExecuteRequest stderr(OutputStream stream) {
        return new ExecuteRequest(script, arguments, stdin, stdout, stream);
    }

    /**
     * The script.
     *
     * @return an absolute path of the host
     */
    public Path script() {
        return script;
    }

    /**
     * The script's arguments.
     *
     * @return an unmodifiable list
     */
    public List<String> arguments() {
        return arguments;
    }

    /**
     * What the script reads.
     *
     * @return its standard input
     */
    public InputStream stdin() {
        return stdin;
    }

    /**
     * Where the script's standard output goes.
     *
     * @return the stream
     */
    public OutputStream stdout() {
        return stdout;
    }

    /**
     * Where the script's standard error goes.
     *
     * @return the stream
     */
    public OutputStream stderr() {
        return stderr;
    }
}
