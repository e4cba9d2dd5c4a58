"""The only place the rooms meet: each function is one verb's work, nouns in and nouns out.

Importing this costs nothing: every function imports the rooms it needs when it is called.
"""

from tocsin.workbench.alerting import Outlets, alerts_as, send_alerts
from tocsin.workbench.auditing import audit
from tocsin.workbench.casework import Added, add, gather, open_case, read_new, readable
from tocsin.workbench.exporting import export, export_media
from tocsin.workbench.history import replay, replay_chart, replay_lines, replay_text, ripple_text, score_file
from tocsin.workbench.judged import checked
from tocsin.workbench.judging import judge, proposals, record_lines
from tocsin.workbench.problems import describe_watch, lint_watch, new_watch, watch, watch_names
from tocsin.workbench.reading import as_json_line, as_text, read, reader, write_parquet
from tocsin.workbench.studying import Study, relate_file, relation_records, stream_study, study_case, study_paths
from tocsin.workbench.weighing import picture, write_brief

__all__ = [
    "Added",
    "Outlets",
    "Study",
    "add",
    "alerts_as",
    "as_json_line",
    "as_text",
    "audit",
    "checked",
    "describe_watch",
    "export",
    "export_media",
    "gather",
    "judge",
    "lint_watch",
    "new_watch",
    "open_case",
    "picture",
    "proposals",
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
    "send_alerts",
    "stream_study",
    "study_case",
    "study_paths",
    "watch",
    "watch_names",
    "write_brief",
    "write_parquet",
]
