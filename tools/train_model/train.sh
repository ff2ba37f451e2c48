#!/bin/sh
# Trains the demonstration model in the virtual environment $1, and goes on where an earlier call stopped;
# then exports, checks and judges it. $2 is the run's folder, $3 the file to write; what follows is for
# the training (--steps, --threads, --seed…). Called by make.
set -eu

venv=$1
run=$2
file=$3
shift 3
here=$(dirname "$0")
export PYTHONPATH="desktop:.${PYTHONPATH:+:$PYTHONPATH}"

if [ ! -e "$venv/.installed" ] || [ "$here/requirements.txt" -nt "$venv/.installed" ]; then
	echo "+ making $venv"
	"${PYTHON:-python3}" -m venv "$venv"
	"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
	touch "$venv/.installed"
fi
"$venv/bin/python" -m tools.llama.engine
"$venv/bin/python" -m tools.train_model.training --folder "$run" "$@"
"$venv/bin/python" -m tools.train_model.export --folder "$run" --into "$file"
"$venv/bin/python" -m tools.train_model.checking --folder "$run" --file "$file"
exec "$venv/bin/python" -m tools.train_model.evaluation --folder "$run" --file "$file" --json "$run/scores.json"
