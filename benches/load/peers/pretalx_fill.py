"""Fills pretalx with submissions, and writes what the load generator asks for: a session and addresses.

pretalx_fill.py FOLDER N
"""

import datetime as dt
import sys
from pathlib import Path

import django

django.setup()

from django.test import Client
from django.utils.timezone import now
from django_scopes import scopes_disabled
from pretalx.event.models import Event
from pretalx.event.utils import create_organiser_with_team
from pretalx.person.models import SpeakerProfile, User
from pretalx.submission.models import Submission

BATCH = 2_000
LISTED = 2_000
SLUG = "alike"


def fill(number):
    user = User.objects.create_superuser(email="office@load.example", password="never used", name="Office")
    organiser, team = create_organiser_with_team(name="Fictional office", slug="office", users=[user])
    event = Event.objects.create(
        name="Fictional call",
        slug=SLUG,
        organiser=organiser,
        is_public=True,
        date_from=now().date() + dt.timedelta(days=25),
        date_to=now().date() + dt.timedelta(days=27),
        timezone="Asia/Shanghai",
        email="office@load.example",
        locale_array="en",
        locale="en",
    )
    event.build_initial_data()
    team.limit_events.add(event)
    # a submission that is featured has a public page before there is a schedule
    event.feature_flags["show_featured"] = "always"
    event.save()
    kind = event.cfp.default_type
    through = Submission.speakers.through
    for start in range(0, number, BATCH):
        which = range(start, min(start + BATCH, number))
        people = [User(email=f"speaker-{at}@load.example", name=f"Fictional speaker {at}", code=f"S{at:07}") for at in which]
        people = User.objects.bulk_create(people)
        SpeakerProfile.objects.bulk_create(SpeakerProfile(user=one, event=event, biography="Fictional.") for one in people)
        made = Submission.objects.bulk_create(
            Submission(
                event=event,
                code=f"F{at:07}",
                title=f"Fictional submission {at}",
                abstract="What one enterprise did, written for another.",
                submission_type=kind,
                state="submitted" if at >= LISTED else "accepted",
                is_featured=at < LISTED,
            )
            for at in which
        )
        through.objects.bulk_create(through(submission=one, user=who) for one, who in zip(made, people))
    return user


def main():
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    with scopes_disabled():
        user = User.objects.filter(email="office@load.example").first() or fill(number)
        client = Client()
        client.force_login(user)
        (folder / "office.cookie").write_text(next(iter(client.cookies.values())).OutputString().split(";")[0])
        talks = [f"/{SLUG}/talk/F{at:07}/\n" for at in range(min(LISTED, number))]
        (folder / "talks.paths").write_text("".join(talks))


main()
