"""The staff screen's command line: `python -m admin [serve | user | publish | report | retention]`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence

from admin import accounts, audit
from admin.audit import Actor
from admin.database import Database
from admin.errors import AdminError
from admin.passwords import RULES
from admin.roles import Role
from admin.settings import AdminSettings
from knowledge import KnowledgeError

COMMAND_LINE = Actor("명령줄", "-")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code, 2 when the settings are wrong."""
    options = _parser().parse_args(arguments)
    try:
        settings = AdminSettings.from_env()
        if options.command == "user":
            return _user(settings, options)
        if options.command in ("report", "retention"):
            from admin.insight import commands

            if options.command == "report":
                return commands.write_report(settings, options.week)
            return commands.delete_expired(settings, options.days)
        if options.command == "publish":
            from admin.publishing.command import publish_files

            return publish_files(settings, COMMAND_LINE, options.force)
        from admin.app import serve

        serve(settings)
    except (AdminError, KnowledgeError) as problem:
        print(f"[admin] {problem}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m admin", description="직원 화면")
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("serve", help="직원 화면을 띄웁니다 (기본)")
    publish = commands.add_parser("publish", help="파일에서 고친 질문을 학습하고 시험해 반영합니다")
    publish.add_argument("--force", action="store_true", help="바뀐 것이 없거나 나빠져도 반영합니다")
    user = commands.add_parser("user", help="사용자를 만들거나 비밀번호를 새로 줍니다")
    user.add_argument("--username", help="아이디")
    user.add_argument("--name", help="이름")
    user.add_argument("--role", choices=[role.value for role in Role], default=Role.ADMINISTRATOR.value)
    user.add_argument("--department", default="", help="부서 id (district.yml)")
    user.add_argument("--password-stdin", action="store_true", help="비밀번호를 표준 입력에서 읽습니다")
    report = commands.add_parser("report", help="주간 보고를 파일로 만듭니다 (기본: 지난주)")
    report.add_argument("--week", default="", help="그 주의 아무 날, 예: 2026-11-16")
    retention = commands.add_parser("retention", help="보관 기간이 지난 대화를 지웁니다")
    retention.add_argument("--days", type=int, help="보관할 날 수 (기본: ADMIN_RETENTION_DAYS)")
    return parser


def _user(settings: AdminSettings, options: argparse.Namespace) -> int:
    database = Database(settings.database)
    database.migrate()
    username = (options.username or _ask("아이디 (예: admin)")).strip().lower()
    with database.session() as session:
        known = accounts.find(session, username)
    name = options.name or (known.name if known is not None else _ask("이름"))
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        print(f"비밀번호: {RULES}")
        password = getpass.getpass("비밀번호: ")
        if getpass.getpass("한 번 더: ") != password:
            print("[admin] 비밀번호 두 개가 서로 다릅니다.", file=sys.stderr)
            return 1
    try:
        with database.session() as session:
            if known is not None:
                accounts.reset_password(session, known.id, password)
                audit.record(session, COMMAND_LINE, "비밀번호 새로 줌", username)
                print(f"'{username}' 비밀번호를 새로 정했습니다. 처음 로그인할 때 바꾸게 됩니다.")
                return 0
            accounts.create(session, username, name, Role(options.role), password, options.department)
            audit.record(session, COMMAND_LINE, "사용자 추가", username, options.role)
    except AdminError as problem:
        print(f"[admin] {problem.message}", file=sys.stderr)
        return 1
    print(f"'{username}' 계정을 만들었습니다. http://localhost:{settings.port} 에서 로그인하세요.")
    return 0


def _ask(what: str) -> str:
    try:
        return input(f"{what}: ")
    except EOFError:
        raise AdminError(
            f"{what}이(가) 필요합니다. --username --name --password-stdin 으로 적을 수 있습니다."
        ) from None


if __name__ == "__main__":
    sys.exit(main())
