from tests.insight.api_rows import *  # noqa: F403
from tests.insight.city_rows import *  # noqa: F403
from tests.insight.published_rows import *  # noqa: F403
from tests.insight.report_rows import *  # noqa: F403
