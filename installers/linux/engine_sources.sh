#!/bin/sh
# Fetches with the interpreter $1, into the folder $2, what compiles the engine of drafts: its sources and its tools.
set -eu

python=$1 wheels=$2
[ -z "$(find "$wheels" -name 'llama_cpp_python-*.tar.gz' -newer tools/llama/requirements.txt)" ] || exit 0
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$python" -m pip download --quiet --no-deps --require-hashes -r tools/llama/build.txt -d "$wheels"
"$python" -m pip install --quiet --no-deps --no-index --find-links "$wheels" --target "$tools" \
	--require-hashes -r tools/llama/build.txt
# pip reads the sources' own description to fetch them, which asks for their tools.
PYTHONPATH=$tools PATH=$tools/bin:$PATH "$python" -m pip download --quiet --no-deps --no-build-isolation \
	--no-binary llama-cpp-python --require-hashes -r tools/llama/requirements.txt -d "$wheels"
touch "$wheels"/llama_cpp_python-*.tar.gz
