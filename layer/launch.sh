#!/bin/bash -p
# What Lambda starts from /opt/extensions. The function's runtime starts only after every extension has registered, so
# this registers first (in 3 ms; the program alone needs longer) and then becomes the program, under the same process id.
# The program finds its identifier in SLUICE_EXTENSION_ID and, without one, registers itself.
# -p: neither BASH_ENV nor functions exported by the function's configuration run here.

# A failed exec (say, a layer of another architecture) goes on to the last lines instead of ending the script.
shopt -s execfail
# The function's variables reach us: TMOUT would end the reads below, and only we say what our identifier is.
unset TMOUT SLUICE_EXTENSION_ID
# Writing to a connection that the other side has cut must fail, not kill. Bun and Node ignore the signal themselves.
trap '' PIPE

host=${AWS_LAMBDA_RUNTIME_API%:*}
port=${AWS_LAMBDA_RUNTIME_API##*:}
tree=${BASH_SOURCE[0]%/*}/../sluice

# send METHOD PATH HEADER BODY: one request to the Extensions API over descriptor 3. Succeeds on status 200 only, with the
# extension's identifier, if the answer has one, in $identifier, and the body of the answer still to be read.
send() {
  local status line
  printf '%s /2020-01-01/extension/%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\nContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "$AWS_LAMBDA_RUNTIME_API" "$3" "${#4}" "$4" >&3
  read -r _ status _ <&3
  while IFS= read -r line <&3 && line=${line%$'\r'} && [[ -n $line ]]; do
    [[ ${line,,} == lambda-extension-identifier:* ]] && identifier=${line##*[: ]}
  done
  [[ $status == 200 ]]
}

# Waits for the next event and leaves it in $event.
next() {
  send GET event/next "Lambda-Extension-Identifier: $SLUICE_EXTENSION_ID" '' && ! IFS= read -r -d '' event <&3
}

# Managed Instances have no INVOKE: asking for it there ends the environment's Init.
events='{"events":["INVOKE","SHUTDOWN"]}'
[[ $AWS_LAMBDA_INITIALIZATION_TYPE == lambda-managed-instances ]] && events='{"events":["SHUTDOWN"]}'

# A connection that is refused fails the function call it belongs to, not the script.
identifier=
if { send POST register $'Content-Type: application/json\r\nLambda-Extension-Name: '"${0##*/}" "$events" 3<>"/dev/tcp/$host/$port"; } 2>/dev/null; then
  [[ -n $identifier ]] && export SLUICE_EXTENSION_ID=$identifier
fi

# Options that the function's own Node or Bun was meant to have: a preloaded tracer, a debugger, a coverage report.
unset NODE_OPTIONS NODE_DEBUG NODE_V8_COVERAGE "${!BUN_@}"

if [[ -e $tree/sluice ]]; then
  # Compiled code is memory: after 10,000 records the extension takes 8 MB less without the middle tier, and 25 MB less
  # without any, which costs CPU time and is for functions that have 128 MB, the least there is.
  if [[ $AWS_LAMBDA_FUNCTION_MEMORY_SIZE == 128 ]]; then export BUN_JSC_useJIT=0; else export BUN_JSC_useDFGJIT=0; fi
  exec "$tree/sluice"
  echo "sluice: ships nothing: $tree/sluice cannot run here ($HOSTTYPE). Use the layer of the function's architecture." >&2
else
  # Lambda's own Node; anywhere else the one on PATH.
  node=/var/lang/bin/node
  [[ -x $node ]] || node=node
  # 12 MB less after 10,000 records; the start is not slower for it. Warnings of packages about the age of the function's
  # Node would stand in the function's log.
  options=(--no-warnings --max-semi-space-size=1)
  # Node lets its heap grow by the machine's measure: 137 MB after 2,000 invocations, where a limit keeps it at 82. Four times
  # the standard buffer, a quarter of the function's memory; whoever sets a buffer of his own gets no limit.
  if [[ -z $SLUICE_BUFFER_BYTES$SLUICE_CONFIG ]]; then
    memory=${AWS_LAMBDA_FUNCTION_MEMORY_SIZE//[!0-9]/}
    heap=$((10#${memory:-0} / 4))
    options+=("--max-old-space-size=$((heap < 64 ? 64 : heap))")
  fi
  exec "$node" "${options[@]}" "$tree/sluice.mjs"
  echo 'sluice: ships nothing: there is no Node here. Use sluice-x86_64.zip or sluice-arm64.zip: they need no Node.' >&2
fi

# The program cannot start. An extension that ends breaks the function; one that waits for events does not.
[[ -n $SLUICE_EXTENSION_ID ]] || exit 1
event=
while [[ $event != *'"SHUTDOWN"'* ]]; do
  next 3<>"/dev/tcp/$host/$port" || exit 1
done
