import cProfile
import pstats
import time

import pytest
import time_machine

from tests.hardening.canary import town


@pytest.mark.django_db
def test_it():
    c = time.process_time
    with time_machine.travel(town.SUNDAY, tick=False):
        t = c()
        p = cProfile.Profile(c)
        p.enable()
        town.town.build(at=town.SUNDAY, mornings=12)
        p.disable()
        print("TOWN CPU", c() - t, flush=True)
        t = c()
        pstats.Stats(p).sort_stats("tottime").print_stats(25)
        pstats.Stats(p).sort_stats("cumulative").print_stats(45)
