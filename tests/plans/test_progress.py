"""How far a plan has come: every action that is not dropped is counted, wherever it stands."""

from datetime import date

from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.model import KEPT, NEW, ActionGroup, Identity, Plan
from careerplan_cli.plans.progress import progress_of, since

DAY = date(2026, 12, 3)


def plan_of(**groups: list[ActionRow]) -> Plan:
    """Return a plan; `kept` is the group of what was kept from before."""
    titles = {"kept": KEPT, "new": f"{NEW}: Personnel"}
    return Plan(
        identity=Identity(),
        groups=tuple(ActionGroup(titles.get(name, name), tuple(r)) for name, r in groups.items()),
    )


def row(action: str, status: str = "On track", code: str = "", due: str = "") -> ActionRow:
    return ActionRow(action, code=code, status=status, due=due, lead="Marta")


BUS = row("Run a late bus", "At risk", due="2026-11-15")
OPEN = row("Invite parents")


def test_what_is_kept_from_before_is_counted_in_a_group_of_that_name() -> None:
    plan = plan_of(Budget=[row("Add up", "Done", "BU1")], kept=[BUS, OPEN, row("Ask", "Dropped")])
    found = progress_of(plan, DAY)
    assert (found.whole.actions, found.whole.late, found.whole.dropped) == (3, 1, 1)
    assert found.kept == 2
    assert [(area, counts.actions) for area, counts in found.by_area] == [("Budget", 1), (KEPT, 2)]
    assert found.late == (BUS,)


def test_what_stood_in_the_old_plan_is_not_new_wherever_it_stands_now() -> None:
    old = plan_of(Transport=[BUS, OPEN], Budget=[row("Add up", code="BU1")])
    coded = row("Run a late bus", "At risk", code="T1", due="2026-11-15")
    now = plan_of(
        Budget=[row("Add up", code="BU1")],
        new=[row("Meet monthly", code="PE6")],
        kept=[coded, OPEN],
    )
    found = since(old, now)
    assert (found.actions, found.left, found.added, found.again) == (3, 0, 1, 0)
    assert [one.row.code for one in found.moved if not one.before] == ["PE6"]


def test_an_action_is_known_by_its_words_where_its_code_is_gone() -> None:
    old = plan_of(Budget=[row("Add up  the costs", code="BU1")])
    found = since(old, plan_of(Budget=[row("add up the costs", "Done")]))
    assert (found.actions, found.done, found.left, found.added) == (1, 1, 0, 0)


def test_an_action_that_was_dropped_and_is_taken_up_again_is_not_new() -> None:
    old = plan_of(Budget=[row("Add up", "Dropped", "BU1"), row("Ask", "On track", "BU2")])
    now = plan_of(Budget=[row("Add up", "On track", "BU1"), row("Ask", "Dropped", "BU2")])
    found = since(old, now)
    assert (found.actions, found.left, found.added, found.again) == (1, 1, 0, 1)
    assert progress_of(now, DAY).whole.actions == found.actions - found.left + found.again


def test_of_actions_with_the_same_words_each_is_known() -> None:
    old = plan_of(Budget=[row("Ask"), row("Ask", "Done")])
    found = since(old, plan_of(Budget=[row("Ask"), row("Ask", "Done"), row("Ask")]))
    assert (found.actions, found.done, found.added) == (2, 1, 1)
    assert len(found.moved) == 1
