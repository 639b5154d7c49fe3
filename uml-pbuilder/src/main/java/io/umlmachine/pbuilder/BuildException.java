package io.umlmachine.pbuilder;

import io.umlmachine.ComponentException;

/** A build that could not run to its end, or whose results cannot be trusted. */
public abstract sealed class BuildException extends ComponentException
        permits SourceException,
                SetupException,
                DependencyException,
                DependencyCycleException,
                HookException,
                BuildFailedException,
                ResultException {

    private static final long serialVersionUID = 1L;

    BuildException(String message) {
        super(message);
    }

    BuildException(String message, Throwable cause) {
        super(message, cause);
    }
}
