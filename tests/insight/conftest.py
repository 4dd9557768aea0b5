from tests.insight.report_rows import *  # noqa: F403
