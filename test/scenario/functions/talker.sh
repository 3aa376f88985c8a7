#!/bin/bash
# A runtime of its own, in bash: asks for an invocation, logs three numbered lines with what must never leave, answers.
host=${AWS_LAMBDA_RUNTIME_API%:*} port=${AWS_LAMBDA_RUNTIME_API##*:}
base=/2018-06-01/runtime/invocation

call() { # method, path, body: prints the response
  exec 3<>"/dev/tcp/$host/$port"
  printf '%s %s HTTP/1.1\r\nHost: runtime\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' "$1" "$2" "${#3}" "$3" >&3
  cat <&3
  exec 3>&-
}

invocation=0
while true; do
  response=$(call GET "$base/next" '')
  id=$(grep -i '^lambda-runtime-aws-request-id:' <<<"$response" | tr -d '\r' | cut -d' ' -f2)
  [[ -z $id ]] && exit 1
  for line in 0 1 2; do
    echo "line $invocation/$line mail jane.doe@example.org card 4111111111111111 ssn 536-90-4399 key AKIAIOSFODNN7EXAMPLE"
  done
  call POST "$base/$id/response" '{"ok":true}' >/dev/null
  invocation=$((invocation + 1))
done
