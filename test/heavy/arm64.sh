#!/bin/bash
# Runs the arm64 layer on this machine: the launcher natively, the program under user-mode emulation.
# Usage: test/heavy/arm64.sh. Needs Debian's qemu-user and libc6-arm64-cross; installs them when it may.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ $(uname -m) != aarch64 ]]; then
  if ! command -v qemu-aarch64 >/dev/null || [[ ! -d /usr/aarch64-linux-gnu/lib ]]; then
    if [[ $EUID != 0 ]] || ! command -v apt-get >/dev/null; then
      echo 'arm64: needs qemu-aarch64 and the arm64 C library, and may not install them here.' >&2
      echo 'On Debian or Ubuntu: sudo apt-get install qemu-user libc6-arm64-cross' >&2
      exit 1
    fi
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends qemu-user libc6-arm64-cross
  fi
fi

export PATH="$PWD/node_modules/.bin:$PATH"
node layer/build.ts arm64 --no-zip
exec node test/heavy/arm64.ts dist/layer/arm64
