package io.umlmachine.junit.internal;

import io.umlmachine.Command;
import io.umlmachine.ExecResult;
import io.umlmachine.GuestProcess;
import io.umlmachine.UmlMachine;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine that writes down what it is asked. A proxy, so that nothing which machines will be able to do is forgotten: what
 * can be interrupted waits for the guest, and is recorded. Thread-safe.
 */
final class Recording implements InvocationHandler {

    /** How much of a text is written down from its start, and as much from its end. */
    private static final int SHOWN = 2_000;

    private final UmlMachine machine;
    private final Transcript transcript;

    private Recording(UmlMachine machine, Transcript transcript) {
        this.machine = machine;
        this.transcript = transcript;
    }

    static UmlMachine of(UmlMachine machine, Transcript transcript) {
        return (UmlMachine) Proxy.newProxyInstance(
                Recording.class.getClassLoader(),
                new Class<?>[] {UmlMachine.class},
                new Recording(machine, transcript));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getName().equals("equals")) {
            return proxy == given[0];
        }
        return isRecorded(method) ? record(method, given) : call(method, given);
    }

    private static boolean isRecorded(Method method) {
        return method.getName().equals("close")
                || Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class);
    }

    private @Nullable Object record(Method method, Object[] arguments) throws Throwable {
        Transcript.Entry entry = transcript.begin(method.getName() + describe(arguments));
        try {
            Object result = call(method, arguments);
            if (result instanceof ExecResult exec) {
                entry.end(exec.status().toString(), lines("  | ", exec.stdout()) + lines("  ! ", exec.stderr()));
            } else if (result instanceof GuestProcess process) {
                process.onExit().whenComplete((status, failure) -> {
                    entry.end(failure == null ? status.toString() : failure.toString(), "");
                });
            } else {
                entry.end("done", "");
            }
            return result;
        } catch (Throwable e) {
            entry.end(e.getClass().getSimpleName(), lines("  * ", String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(machine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static String describe(Object[] arguments) {
        return arguments.length == 0
                ? ""
                : Arrays.stream(arguments).map(Recording::describe).collect(Collectors.joining(" ", " ", ""));
    }

    private static String describe(Object argument) {
        if (argument instanceof String[] words) {
            return Command.of(words).toString();
        }
        if (argument instanceof byte[] bytes) {
            return "[" + bytes.length + " bytes]";
        }
        if (argument instanceof InputStream || argument instanceof OutputStream) {
            return "[a stream]";
        }
        if (argument instanceof Collection<?> many) {
            return List.copyOf(many).toString();
        }
        return shortened(argument.toString());
    }

    private static String lines(String mark, String text) {
        return text.isEmpty()
                ? ""
                : shortened(text)
                        .lines()
                        .flatMap(line -> Stream.of("\n", mark, line))
                        .collect(Collectors.joining());
    }

    private static String shortened(String text) {
        int left = text.length() - 2 * SHOWN;
        return left <= 0
                ? text
                : text.substring(0, SHOWN) + "\n[... " + left + " characters ...]\n"
                        + text.substring(text.length() - SHOWN);
    }
}
