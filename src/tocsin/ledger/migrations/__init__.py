"""How older cases are brought up to date: one script a step, run by Alembic without any configuration file."""

from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection


def scripts() -> ScriptDirectory:
    """All steps."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return ScriptDirectory.from_config(config)


def run(connection: Connection, target: str = "head") -> None:
    """Every step from where the case is to ``target``, inside the caller's transaction."""
    steps = scripts()

    def upgrade(revision: Any, _: Any) -> Any:
        return steps._upgrade_revs(target, revision)

    with EnvironmentContext(Config(), steps, fn=upgrade) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
