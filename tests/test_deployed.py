"""What an operator is given agrees with itself, with the settings and with what the site takes."""

import datetime
import os
import re
import runpy
import shutil
import subprocess
import sys
from types import SimpleNamespace

from django.conf import settings
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string
from ruamel.yaml import YAML

from inserm_intl.uploads import LARGEST_REQUEST
from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE
DEPLOY = settings.BASE_DIR / "deploy"
EXAMPLE = (DEPLOY / "register.env").read_text()
VARIABLES = re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE)
DEVELOPERS = {"DJANGO_DEBUG"}
schedule = SimpleNamespace(**runpy.run_path(str(DEPLOY / "schedule.py")))


def compose() -> dict:
    """Its services, with what they share in place."""
    return YAML(typ="safe", pure=True).load(DEPLOY / "compose.yaml")["services"]


def explained(file: str) -> set[str]:
    first_cells = re.findall(
        r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", (settings.BASE_DIR / file).read_text(), re.MULTILINE
    )
    return {name for cell in first_cells for name in re.findall(r"\w+", cell)}


def test_every_setting_that_the_site_reads_is_in_the_example_and_every_one_there_is_explained():
    source = (settings.BASE_DIR / "inserm_intl/settings.py").read_text()
    read = set(re.findall(r"""(?:env\.\w+|required)\(\s*"([A-Z_]+)\"""", source))
    assert {"DJANGO_SECRET_KEY", "DATABASE_URL", "TRUSTED_PROXIES"} <= read
    assert read - DEVELOPERS - set(VARIABLES) == set()
    assert set(VARIABLES) - explained("README.md") - explained("deploy/README.md") == set()


def test_an_operator_loads_what_make_run_loads_but_for_what_is_invented():
    (fixtures,) = re.findall(r"^FIXTURES = (.*)$", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE)
    told = re.findall(r"manage\.py loaddata (.*)$", (DEPLOY / "README.md").read_text(), re.MULTILINE)
    assert told == [fixtures, fixtures]


def test_the_example_reads_alike_for_systemd_and_for_compose_and_holds_no_secret():
    for line in EXAMPLE.splitlines():
        assert re.fullmatch(r"(?:#.*|[A-Z_]+=[^\s'\"$\\#]*)?", line), line
    assert re.findall(r"^(\w+(?:KEY|PASSWORD|SECRET))=$", EXAMPLE, re.MULTILINE)
    assert not re.findall(r"^(\w+(?:KEY|PASSWORD|SECRET)=.+)$", EXAMPLE, re.MULTILINE)


def test_what_django_is_told_not_to_look_for_by_name_is_there():
    assert settings.SILENCED_SYSTEM_CHECKS == ["security.W003"]
    middleware = map(import_string, settings.MIDDLEWARE)
    assert [found for found in middleware if isinstance(found, type) and issubclass(found, CsrfViewMiddleware)]


def test_no_service_may_write_its_program_or_gain_a_right_and_nginx_alone_is_reached_from_outside():
    services = compose()
    assert {"site1", "site2", "nginx", "database", "cache", "migrate", "daily"} == set(services)
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert not {"privileged", "cap_add", "network_mode"} & set(service), name
        assert ("ports" in service) == (name == "nginx"), name
        assert re.search(r"[\d}]", service["image"].split(":", 1)[1]), name
    assert not set(services["nginx"]["networks"]) & set(services["database"]["networks"])


def test_both_sites_wait_for_the_migration_and_nginx_for_both():
    services = compose()
    for site in ("site1", "site2", "daily"):
        assert services[site]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["nginx"]["depends_on"] == {name: {"condition": "service_healthy"} for name in ("site1", "site2")}


def test_the_same_is_done_each_day_at_the_same_hour_in_containers_and_by_systemd():
    timers = {}
    for path in DEPLOY.glob("systemd/*.timer"):
        (unit,) = re.findall(r"^Unit=register-run@(\w+)\.service$", path.read_text(), re.MULTILINE)
        (hour,) = re.findall(r"^OnCalendar=\*-\*-\* (\d\d:\d\d) Europe/Paris$", path.read_text(), re.MULTILINE)
        timers[unit] = hour
    assert timers == {command: f"{at:%H:%M}" for command, at in schedule.DAILY.items()}


def test_nginx_lets_through_as_much_as_the_site_takes_and_the_form_around_it():
    sizes = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx/register.conf.template").read_text())
    largest = max(map(int, sizes)) * 1024 * 1024
    assert LARGEST_REQUEST < largest < 1.1 * LARGEST_REQUEST


def test_a_command_that_failed_is_tried_again_and_one_that_was_run_waits_for_its_hour():
    at = schedule.DAILY["send_reminders"]
    run = datetime.datetime(2026, 10, 24, 6, 31, tzinfo=schedule.PARIS)
    assert schedule.following(1, run, at) == run + schedule.AGAIN
    tomorrow = schedule.following(0, run, at)
    # Clocks go back that night: the hour of the office counts, not the number of hours.
    assert (tomorrow.hour, tomorrow.minute, tomorrow.day) == (6, 30, 25)
    assert tomorrow.timestamp() - run.timestamp() > 24 * 3600


def alive(where) -> bool:
    return subprocess.call([sys.executable, DEPLOY / "alive.py", str(where)]) == 0


def test_an_upgrade_where_no_unit_is_installed_touches_nothing(tmp_path):
    """Whoever tries it beside `make run`: there is no server here."""
    for folder in ("bin", "1/deploy"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "bin/systemctl").symlink_to("/bin/false")
    (tmp_path / "1/deploy/run").symlink_to("/bin/true")
    script = shutil.copy(DEPLOY / "upgrade", tmp_path / "1/deploy")
    path = f"{tmp_path}/bin:{os.environ['PATH']}"
    said = subprocess.run([script], env={"PATH": path}, capture_output=True, text=True)
    assert said.returncode == 1
    assert "Nothing was changed." in said.stderr
    assert said.stdout == ""
    assert not (tmp_path / "current").is_symlink()


def test_a_container_is_well_while_its_site_answers(live_server, closed_port, tmp_path):
    assert alive(live_server.thread.port)
    assert not alive(closed_port)
    assert not alive(tmp_path / "1.sock")
