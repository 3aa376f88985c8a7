#!/bin/bash
# Checks the CloudFormation templates of infra/ with cfn-lint; any finding, warnings included, fails. The first run makes
# the virtual environment .venv/cfn-lint; it is made again when infra/requirements.txt changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv/cfn-lint
python=${PYTHON:-python3}

# The copy of the requirements is written last, so it also tells that the installation went through.
if [[ ! -x $venv/bin/cfn-lint ]] || ! cmp -s infra/requirements.txt "$venv/requirements.txt"; then
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
    echo "cfn-lint.sh: found $("$python" --version 2>&1), but cfn-lint needs Python 3.10 or newer. Name one in PYTHON." >&2
    exit 2
  }
  "$python" -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement infra/requirements.txt
  cp infra/requirements.txt "$venv/requirements.txt"
fi

"$venv/bin/cfn-lint" --non-zero-exit-code informational infra/sam/template.yaml
echo 'cfn-lint: infra/sam/template.yaml has no findings'
