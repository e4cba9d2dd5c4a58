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
from tocsin.workbench.anchors import place
from tocsin.workbench.auditing import audit
from tocsin.workbench.casework import Added, add, gather, open_case, read_new, readable
from tocsin.workbench.editing import Edit, edit_lines, edits
from tocsin.workbench.exporting import export, export_media
from tocsin.workbench.floors import floor_text
from tocsin.workbench.following import (
    Look,
    Pace,
    alone,
    beside,
    collector,
    follow_round,
    followed,
    queue_lines,
    queue_text,
    seconds_to_next,
)
from tocsin.workbench.history import judged_later, replay, replay_chart, replay_lines, replay_text
from tocsin.workbench.judged import CORRECTABLE, checked, in_force, waiting
from tocsin.workbench.judging import history_of, judge, record_lines, sign
from tocsin.workbench.keeping import (
    Found,
    find,
    keep_history,
    kept_history,
    kept_picture,
    now,
    settled,
    sighted,
    worked_out,
)
from tocsin.workbench.people import add_token, add_user, close_user, enter, leave, who
from tocsin.workbench.problems import describe_watch, lint_watch, new_watch, watch, watch_names
from tocsin.workbench.proposing import proposals
from tocsin.workbench.publishing import Difference, differences, publish
from tocsin.workbench.reading import as_json_line, as_text, lines, read, reader, write_parquet
from tocsin.workbench.rippling import ripple_text
from tocsin.workbench.scoring import remarks, score_file, scored
from tocsin.workbench.studying import Study, relate_file, relation_records, stream_study, study_case, study_paths
from tocsin.workbench.trust import known_records, trusted
from tocsin.workbench.weighing import picture, write_brief

__all__ = [
    "CORRECTABLE",
    "Added",
    "Difference",
    "Edit",
    "Found",
    "Look",
    "Outlets",
    "Pace",
    "ShownAlert",
    "Study",
    "add",
    "add_token",
    "add_user",
    "alert_round",
    "alerts_as",
    "alone",
    "answer_alert",
    "as_json_line",
    "as_text",
    "audit",
    "beside",
    "checked",
    "close_user",
    "collector",
    "describe_watch",
    "differences",
    "edit_lines",
    "edits",
    "enter",
    "export",
    "export_media",
    "find",
    "floor_text",
    "follow_round",
    "followed",
    "gather",
    "history_of",
    "in_force",
    "judge",
    "judged_later",
    "keep_history",
    "kept_history",
    "kept_picture",
    "known_records",
    "leave",
    "lines",
    "lint_watch",
    "mute_alert",
    "new_watch",
    "now",
    "open_case",
    "outlets",
    "picture",
    "place",
    "proposals",
    "publish",
    "queue_lines",
    "queue_text",
    "read",
    "read_new",
    "readable",
    "reader",
    "record_lines",
    "relate_file",
    "relation_records",
    "remarks",
    "replay",
    "replay_chart",
    "replay_lines",
    "replay_text",
    "ripple_text",
    "score_file",
    "scored",
    "seconds_to_next",
    "send_alerts",
    "settled",
    "shown_alerts",
    "sighted",
    "sign",
    "stream_study",
    "study_case",
    "study_paths",
    "trusted",
    "waiting",
    "watch",
    "watch_names",
    "who",
    "worked_out",
    "write_brief",
    "write_parquet",
]
