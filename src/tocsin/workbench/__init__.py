"""The only place the rooms meet: each function is one verb's work, nouns in and nouns out.

Importing this costs nothing: every function imports the rooms it needs when it is called.
"""

from tocsin.workbench.alerting import (
    Outlets,
    ShownAlert,
    alert_round,
    alerts_as,
    answer_alert,
    mute_alert,
    outlets,
    send_alerts,
    shown_alerts,
)
from tocsin.workbench.auditing import audit
from tocsin.workbench.casework import Added, add, gather, open_case, read_new, readable
from tocsin.workbench.editing import Edit, edit_lines, edits
from tocsin.workbench.exporting import export, export_media
from tocsin.workbench.following import (
    Look,
    Pace,
    beside,
    collector,
    follow_round,
    followed,
    queue_text,
    seconds_to_next,
)
from tocsin.workbench.history import replay, replay_chart, replay_lines, replay_text, ripple_text, score_file
from tocsin.workbench.judged import checked
from tocsin.workbench.judging import judge, proposals, record_lines
from tocsin.workbench.problems import describe_watch, lint_watch, new_watch, watch, watch_names
from tocsin.workbench.reading import as_json_line, as_text, lines, read, reader, write_parquet
from tocsin.workbench.studying import Study, relate_file, relation_records, stream_study, study_case, study_paths
from tocsin.workbench.weighing import picture, write_brief

__all__ = [
    "Added",
    "Edit",
    "Look",
    "Outlets",
    "Pace",
    "ShownAlert",
    "Study",
    "add",
    "alert_round",
    "alerts_as",
    "answer_alert",
    "as_json_line",
    "as_text",
    "audit",
    "beside",
    "checked",
    "collector",
    "describe_watch",
    "edit_lines",
    "edits",
    "export",
    "export_media",
    "follow_round",
    "followed",
    "gather",
    "judge",
    "lines",
    "lint_watch",
    "mute_alert",
    "new_watch",
    "open_case",
    "outlets",
    "picture",
    "proposals",
    "queue_text",
    "read",
    "read_new",
    "readable",
    "reader",
    "record_lines",
    "relate_file",
    "relation_records",
    "replay",
    "replay_chart",
    "replay_lines",
    "replay_text",
    "ripple_text",
    "score_file",
    "seconds_to_next",
    "send_alerts",
    "shown_alerts",
    "stream_study",
    "study_case",
    "study_paths",
    "watch",
    "watch_names",
    "write_brief",
    "write_parquet",
]
