"""The other end is away, broken or gone: the alert arrives once it is back, or a person sees that it did not."""

from __future__ import annotations

from tests.faults.world import World, eventually
from tests.loopback import Answer


def test_an_endpoint_that_was_down_gets_each_alert_once_and_one_that_is_gone_shows_as_dead_until_a_person_sends_again() -> None:
    with World() as world:
        world.receiver.answer = Answer(500)
        world.news.publish(2)
        world.start()
        assert eventually(lambda: len(world.receiver.requests) >= 2), world.log_lines()
        assert world.json("status")["deliveries"]["sent"] == 0
        world.receiver.answer = Answer(204)
        assert eventually(world.settled), (world.account(), world.log_lines()[-20:])
        assert world.account() == world.expected()

        world.receiver.answer = Answer(410)
        world.news.publish(1)
        assert eventually(lambda: world.rows("SELECT id FROM deliveries WHERE state = 'dead'") == [(3,)])
        status = world.command("status")
        assert status.returncode == 1
        assert "deliveries dead: 1; tollwatch queue list --state dead" in status.stdout
        assert "answered 410" in world.command("queue", "list", "--state", "dead").stdout
        world.receiver.answer = Answer(204)
        assert world.command("queue", "retry", "d3").returncode == 0
        assert eventually(world.settled), world.log_lines()
        assert world.command("status").returncode == 0
        assert world.account() == world.expected()
        assert set(world.receiver.taken.values()) == {1}
        assert world.complaints() == []
