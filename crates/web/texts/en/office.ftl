### Texts of the desk, of tasks, editions and registers. Names and values as in zh.

desk-next = Next step
desk-empty = You hold no role yet.
desk-empty-do = Ask the administrator of the platform for one; people of an enterprise are invited by its approver.
desk-nothing = Nothing waits for you.
desk-may-apply = Programmes are taking applications:
desk-no-edition = No edition is open for this role.
desk-own-case = Our application
task-held-up = {"Waits: "}
desk-go-on-claim = Go on with the self-assessment
desk-go-on-review = Go on with the review
desk-results = Results
desk-under-way = Other applications
desk-renewal = { $programme }: what you hold runs out. Have it evaluated again before it ends ({ $entry }), or it lapses.
desk-renewal-do = { $entry }
desk-mine = For me to do
desk-held-up = Waits for others or for time
tasks-title = Tasks
tasks-all = Show all tasks
tasks-empty = No task fits.
task-open = Open
due-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
due-today = due today
due-in = { $days ->
    [one] in 1 day
   *[other] in { $days } days
}
column-stands = Stage
column-due = Due
column-stage = Stage
column-ended = Outcome
column-changed = Last change
column-basis = Basis
column-record-state = State of the record

editions-title = Editions
editions-empty = No edition is open for your roles.
editions-open = Open an edition
editions-taken = There are: { $names }
edition-year = Reporting year
edition-as-of = as of { $day }
edition-open-now = Open now
edition-opens = a stage opens on { $day }
edition-none-open = no stage is open
edition-is-closed = closed
row-left = not finished when the edition was closed
row-submission = Submission no. { $number }
edition-days = Reporting year { $year }, as of { $day }
edition-stages = Stages
edition-planned = Planned
edition-actual = Actual
edition-held = Applications
edition-started = begun on { $day }
edition-closed = ended on { $day }
edition-not-filed = not filed
edition-recommended = Recommended enterprises
edition-rules = Standard of this edition
pack-name = Pack
pack-version = Version
pack-hash = Hash of its content
find-code = Open an enterprise by its unified social credit code
find-do = Open
list-empty = Nobody is on the list yet.
list-verdict = Decision
list-undecided = not decided
applications-title = Applications
applications-all = Show all applications ({ $count })
applications-empty = This edition has no application that you may see yet.
applications-none = No application fits. Shorten the name or choose another stage.

opening-title = Open an edition: { $programme }
opening-lead = The edition runs by the standard below; later changes of the standard do not touch it.
opening-name = Name of the edition
opening-name-hint = Stands in addresses and in numbers of documents, such as 2026
opening-name-missing = Enter the name of the edition
opening-name-wrong = A name has letters, digits, "-", "_" and "." only, at most 20
opening-windows-hint = The days are those that the standard usually has; change them to those of the call. A last day lasts to 24:00.
opening-year = Name and days below are proposed for { $year }.
opening-other-year = Propose those of { $year }
opening-do = Open the edition

records-proposed = Entries to confirm
records-proposed-lead = Another person than who proposed it opens the page of the enterprise and confirms or returns it; nothing is public before. Times are those of Asia/Shanghai.
records-lead = Only the offices that keep a register enter records; every change stays.
records-enter = Enter a record: unified social credit code of the enterprise
records-no-edition = Records can be entered once an edition is open.
records-empty = The register has no record yet.
desk-editions = All editions

bulk-title = Do many at once
bulk-lead = One thing is done on many applications of a stage. Each is still asked for by all rules; one that is refused stays as it is, with the reason.
tasks-stage-alone = Those at { $stage } alone.
bulk-what = What to do
bulk-which = On which applications ({ $count })
bulk-all = All applications at this stage that you reach will be done; there are more than { $most }, so they are not listed.
bulk-sure = I have looked through the list, and want this done
bulk-do = Begin
bulk-none = No application that you reach stands at this stage.
bulk-what-missing = Choose what to do
bulk-which-missing = Choose at least one application
bulk-sure-missing = Confirm that you have looked through the list
bulk-failed = Nothing has begun yet
bulk-after = You may leave the page once it has begun: the work goes on, and “Many at once” shows how far it is and lets you stop it.
jobs-title = Many at once
jobs-empty = You have not done many at once yet.
jobs-empty-do = Choose a stage in the list of applications of an edition; there it can be begun.
job-state = State
job-state-running = Running
job-state-finished = Finished
job-state-stopped = Stopped
job-progress = { $done } done, { $refused } refused, of { $total }
job-refused = Applications that were refused
job-refused-more = The first 100 are listed.
job-began = Began
job-ended = Ended
job-stop = Stop the rest
job-stop-hint = What is done stays done.
job-again = Refresh
job-left = { $count } left as they were, not done.
job-left-do = Choose again and go on
job-did-stop = Stopped; the rest was not done.
desk-administrator = You administer the platform. Enter an office first, then invite people and give them roles:
bulk-told = { $points } points, computed: { $grade }
bulk-proposed = proposed: { $grade }, waits for approval
bulk-unproved = { $count ->
    [one] 1 item without required evidence
   *[other] { $count } items without required evidence
}
desk-administrator-offices = You administer the platform. Invite people, give them roles, and keep the tree of places:
desk-after-own = After your own steps above
edition-frozen = { $count ->
    [one] The cohort is frozen: 1 enterprise is compared.
   *[other] The cohort is frozen: { $count } enterprises are compared.
}
edition-frozen-on = { $count ->
    [one] The cohort was frozen on { $day }: 1 enterprise is compared.
   *[other] The cohort was frozen on { $day }: { $count } enterprises are compared.
}
edition-frozen-by = { $count ->
    [one] The cohort was frozen on { $day } by { $name }: 1 enterprise is compared.
   *[other] The cohort was frozen on { $day } by { $name }: { $count } enterprises are compared.
}
bulk-one-by-one = Here each application is done on its own page, for what is found differs from one to the next. Many at once can be done: proposing and approving grades, publishing and closing notices, and issuing certificates.
bulk-not-now = { $command } is not possible now
bulk-possible = { $command } ({ $count } can be done now)
job-done = Applications that were done
job-done-more = The first 100 are listed.
job-see-certificate = Verify { $number }
job-see-notice = See the notice
jobs-lead = Commands that you began on many applications at once, and what became of each.
