#!/bin/sh
# The commands of the image: subgraphs by their names, or the sandbox. `exec`, so that Node gets the signals.
set -eu
command="${1:-vipps}"
[ "$#" -eq 0 ] || shift
case "$command" in
  vipps | entur | vipps,entur | entur,vipps)
    SUBGRAPHS="$command"
    export SUBGRAPHS
    exec node --no-allocation-site-pretenuring dist/src/main.js "$@"
    ;;
  sandbox)
    exec node dist/src/sandbox/main.js "$@"
    ;;
  *)
    echo "There is no command $command, only vipps, entur, vipps,entur and sandbox." >&2
    exit 2
    ;;
esac
