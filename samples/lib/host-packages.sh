# Sourced by scripts: what this host needs to build UmlMachine and to run machines, installed if it is missing.

# Each package with a file or a program that shows it is there: who has the program from elsewhere needs no package.
HOST_PACKAGES='
    user-mode-linux:linux.uml
    slirp4netns:slirp4netns
    debootstrap:debootstrap
    mmdebstrap:mmdebstrap
    uidmap:newuidmap
    fakeroot:fakeroot
    e2fsprogs:mke2fs
    util-linux:setpriv
    debian-archive-keyring:/usr/share/keyrings/debian-archive-keyring.gpg
'

# Ends the script with a message.
die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# Java and Maven are a choice of whoever works here: they are asked for, not installed.
require_java_and_maven() {
    command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac" >/dev/null ||
        die 'a JDK of version 17 or later is needed; install one, such as with: sudo apt-get install default-jdk-headless'
    command -v mvn >/dev/null || die 'Maven is needed; install it with: sudo apt-get install maven'
}

# An ordinary user's PATH often lacks the directories of mke2fs and debootstrap.
is_there() {
    case $1 in
    /*) [ -e "$1" ] ;;
    *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v "$1" >/dev/null ;;
    esac
}

# The names of the missing packages.
missing_packages() {
    for entry in $HOST_PACKAGES; do
        is_there "${entry#*:}" || printf ' %s' "${entry%%:*}"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

install_host_packages() {
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    command -v apt-get >/dev/null || die "this host has no apt-get; it lacks what these packages of Debian hold:$missing"
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        die "packages are missing, and there is no sudo; as root, run: apt-get install$missing"
    fi
    echo "Installing:$missing"
    # Word splitting makes the list of packages.
    # shellcheck disable=SC2086
    as_root apt-get -qq update &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $missing >/dev/null ||
        die 'the packages could not be installed'
}
