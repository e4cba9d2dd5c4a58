"""The table of verbs. A verb's module is imported only when it is run, so that --help answers at once."""

from importlib import import_module

import click

from tocsin import __version__

VERBS: dict[str, tuple[str, str]] = {
    "add": ("gather:add", "Gather articles, pages, feeds and archives into the case."),
    "follow": (
        "following:follow",
        "Follow feeds, pages and site maps into the case, politely and for as long as it runs.",
    ),
    "edits": ("editing:edits", "Show which articles were edited after they were gathered, and how."),
    "read": ("reading:read", "Read documents: statements, events, actors, times, quantities as JSON lines."),
    "relations": ("relating:relations", "Print how statements bear on each other: contradicts, denies, confirms …"),
    "relate": ("relating:relate", "Judge pairs of bare sentences."),
    "brief": ("briefing:brief", "Write the cited brief on a warning question."),
    "watch": ("watching:watch", "List, show, check and start warning problems."),
    "replay": ("replaying:replay", "Rebuild the assessment day by day on what was gathered by then, and score it."),
    "score": ("replaying:score", "Score a replay against what happened."),
    "whatif": ("whatif:whatif", "Take a source or statement away and see what moves."),
    "resolve": ("judging:resolve", "Judge statements as confirmed, refuted or expired; see proposals."),
    "records": ("judging:records", "Show the track record of each source and outlet."),
    "floor": ("judging:floor", "Put a series of claims beside confirmed counts, which are a floor."),
    "export": ("exporting:export", "Hand over as STIX, ClaimReview, GeoJSON, BibTeX, iCalendar, Word or tables."),
    "alerts": ("alerting:alerts", "Say what changed, by text, Atom feed, webhook or e-mail."),
    "audit": ("auditing:audit", "Check that nothing in the case was changed behind its back."),
    "serve": ("serving:serve", "Open the case as pages for reading and review."),
    "users": ("users:users", "Accounts, roles and API tokens of a case; second-person approval."),
    "settings": ("settings:settings", "Print every setting, its value and what it does."),
}


class Verbs(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name][0].split(":")
        command = getattr(import_module(f"tocsin.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in VERBS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], VERBS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else " See tocsin --help."
            raise click.UsageError(f"there is no verb {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", message="tocsin %(version)s")
def root() -> None:
    """Open-source warning from the news, with its work shown.

    Point tocsin at articles and a warning question. It reads who said what, finds what contradicts what,
    traces articles to independent origins, lights a board of indicators and writes a brief in which every
    sentence cites its source.

    \b
      tocsin brief examples/belarus-2022 --watch ally-enters-war-belarus --as-of 2022-12-10
      tocsin read article.html --format jsonl | jq .statements
      tocsin add inbox/ && tocsin brief --watch my-watch.yaml --format html --out brief.html

    A PATH is a text, HTML, JSON lines or feed file, a folder, an http(s) address, or - for standard input.
    """
