### Texts of the enterprise's own side: applying, the claim, its score. Names and values as in the other language.

apply-title = Apply
apply-lead = Programmes that are open to your enterprise. An approver applies; colleagues may fill in.
apply-empty = Nothing is open to your enterprise at present. A new edition is listed here once it opens; if you do not act for an enterprise, go to your desk.
apply-enterprise = Enterprise
apply-year = Reporting year
apply-needs = What it needs
apply-stands = Stands at
apply-open = Open the claim
apply-filler = An approver of your enterprise applies. Ask them to do so.
apply-with = Apply in these too
apply-with-hint = They share one filing and give one result each.
apply-due = Closes on { $day }, that day included
apply-do = Apply: { $entry }
optional = optional
required = required
done-applied = You have applied. Begin to fill in the claim.
done-saved = Saved.
done-row-removed = The row is removed.
done-file-added = The file is uploaded.
done-file-removed = The file is removed.
claim-returned = Sent back to you. Supplement it as said here, and submit it again:
reply-asked = What was asked when it was sent back:
reply-title = Reply to what was asked (optional)
reply-hint = Say in short what you added and where; the office reads it when it checks again.
reply-said = Reply to what was asked
reply-long = The reply may have { $most } characters at most; make it shorter
claim-late = The last day has passed; it cannot be submitted now. Ask the organiser for an extension if there is good reason; then it can be submitted again.
claim-read-only = Read only.
claim-was-submitted = The claim is submitted. This is what was submitted.
tasks-progress = Progress
tasks-items-done = items complete
tasks-stage = Stage: { $stage }.
tasks-due = Closes on { $day }, that day included.
needed-title = What goes with the claim when it is submitted
needed-brought = Uploaded
needed-open = Not uploaded
needed-signed-last = Signed when submitting
list-between = ” and “
rows-lacking = no row for this item yet in “{ $lists }”
tasks-begin = Begin
tasks-next = Go on with the next item
tasks-review = Check your answers
tasks-filler = You may fill in; an approver submits.
example-do = Fill in with example answers
example-what = In the demo only: what is open is answered and missing files are brought, all of it invented; single answers may stay open. What you have answered yourself stays; statements and submission are left to you.
example-done = { $answers } answers and { $files } files were written; all of it is invented. What is still open need not be filled in: the claim can be checked and submitted as it is.
points-most = max. { $points }
points-of = { $points } of { $most }
item-state-not-begun = Not begun
item-state-begun = Begun
item-state-complete = Complete
item-state-asked-out = Asked not to be evaluated
item-state-nothing = Nothing to fill in
item-state-handed-in = Submitted
item-state-left-open = Left open
answered-from = answered by { $codes }
score-live = Live score
score-live-note = Computed from what is filled in now, before any review. Points that experts judge are not in it.
score-live-unreviewed = Computed from what is filled in now; it is provisional.
score-submitted = Score of what was submitted
score-submitted-note = Computed from what was submitted, before any review. Points that experts judge are not in it; the grade is the one that is decided.
score-submitted-unreviewed = Computed from what was submitted; the grade is the one that is decided.
score-this-item = This item
score-total = Total
score-grade = Grade
score-provisional = provisional
score-decided = decided on { $day }
score-computed = Computed before the review
score-computed-unreviewed = Grade computed from the claim
score-decided-note = The grade is decided. The points here were computed from what was submitted, before any review; they were provisional.
score-decided-unreviewed = The grade is decided. The points here were computed from what was submitted; they were provisional.
score-unranked = not ranked yet
score-could-be = up to { $points } once all is stated
score-none = The edition has no reporting year and day yet, so nothing is scored.
score-mistakes = { $count ->
    [one] 1 mistake in what is filled in. For now it counts as written; mend it before submitting, after which the score may change.
   *[other] { $count } mistakes in what is filled in. For now they count as written; mend them before submitting, after which the score may change.
}
scored-met = met
scored-partial = partly met
scored-unmet = not met
scored-unknown = not known yet
scored-not_evaluated = not evaluated
scored-pending = waits for the others
score-title = Score sheet
score-parts = Points by part
score-indicators = Points by indicator
score-goals = Sustainable Development Goals
score-as-table = Show as a table
score-items = Items with their reasons
score-base = Base
score-if-approved = Total if all requests not to be evaluated are approved
score-veto = Veto:
veto-strikes = strikes
veto-not = does not strike
advice-highest = This is the highest grade.
advice-barred = The basic requirements fail, a veto strikes or too little is evaluated: more points would not change the grade.
advice-out-of-reach = The next grade, { $grade }, is out of reach: the total could be { $total } at most.
advice-ranks = { $grade } goes by rank: ranks are known after the cohort is frozen, when the last day of submitting is over.
advice-ranks-open = { $grade } goes by rank: ranks are known after the cohort is frozen, which the office may do while applications can still be submitted.
advice-steps = What would lift it to { $grade } with { $total } points
advice-year = in the reporting year { $year } at the earliest
rule-holds = holds
rule-fails = does not hold
rule-unknown = not known
item-text = What is asked
item-original = This is the original wording of the source, in Chinese.
item-clause = Clause: { $clause }
item-rule = How it is scored (max. { $points })
item-how = How to fill it in and how it is scored
item-how-points = How to fill it in and how it is scored (max. { $points })
item-erratum = Erratum { $id }
item-sources = Where it comes from
item-marks = What the source does not state
mark-inferred = Inferred:
mark-local = Decided by { $by }:
item-nothing = The enterprise fills in nothing here: experts or authorities do.
item-save = Save
item-save-next = Save and go on
item-beside = Items before and after
ask-shared = { $count ->
    [one] 1 other item reads this; a change holds for it too
   *[other] { $count } other items read this; a change holds for them too
}
ask-shared-answered = { $count ->
    [one] What stands here answers 1 other item too; it need not be filled in again
   *[other] What stands here answers { $count } other items too; they need not be filled in again
}
ask-shared-rows = { $count ->
    [one] A shared list, which 1 other item counts too. Each item counts its own rows only, so fill them in for each
   *[other] A shared list, which { $count } other items count too. Each item counts its own rows only, so fill them in for each
}
ask-unread = { $count ->
    [one] Also answered, and not used for points: 1 period
   *[other] Also answered, and not used for points: { $count } periods
}
ask-period = { $period }
ask-of-period = { $title } ({ $period })
ask-at-least = At least { $least }.
ask-at-most = At most { $most }.
ask-between = From { $least } to { $most }.
ask-wrong = { $what }: { $help }
ask-empty = not answered
ask-none = stated: none
list-separator = { "; " }
yes = Yes
no = No
not-answered = Not answered
unit-of = Unit of { $title }
record-of = { $title }, row { $number }
record-add = Add a row
record-drop = Remove row
record-none = There are none
record-none-shared = (this answers { $codes } too)
record-empty = There is an empty row already: fill it in before you add another.
rows-own = This item counts rows of this kind alone: { $what }
rows-others = Rows of other items, not counted here: { $count }
rows-others-why = They stand here because they are in the same list, and other items count them; a change here holds for those items too.
rows-counted-by = Counted by { $codes }
out-title = Ask not to be evaluated
out-hint = You may ask where the item does not concern your business; until it is approved it counts as evaluated.
out-when = It needs: { $condition }.
out-ask = We ask not to be evaluated in this item
out-reason = Reason
out-reason-missing = Say why it should not be evaluated
wrong-record = fill in these columns of the row, or remove the row
wrong-scientific = write 1,000,000 rather than 1e6
wrong-number = write a number, such as 12.5, and choose its unit beside it
stale-title = A colleague has just saved another answer:
stale-mine = Take mine
stale-theirs = Take theirs
stale-summary = Somebody else changed this meanwhile: choose
saved-but-wrong = Saved. This cannot be used yet, or is doubtful:
saved-at = Saved { $time }
saved-stale = A colleague has just changed this. Press Save and choose.
saved-failed = It could not be saved by itself. Press Save.
evidence = Evidence
evidence-title = Evidence: { $title }
evidence-none = No file yet.
file-choose = Choose a file
file-none = No file chosen
file-large = The file { $name } is larger than 20 MB: compress or split it, then choose it again
file-hint = PDF, PNG, JPEG, DOCX or XLSX, 20 MB at most.
file-hint-pdf = PDF, 20 MB at most.
file-send = Upload
file-sending = Uploading
file-not-sent = The file { $name } is not uploaded yet: choose it again and press Upload
file-missing = Choose a file first, then press Upload
file-remove = Remove
file-size = { $size }, { $time }
file-refused = “{ $file }” was not uploaded: { $why }; { $remedy }.
listed-title = Told by the office
listed-hint = This item is judged by whether you are on these official lists. There is nothing for you to state; until the office says so, the points that depend on it cannot be counted.
listed-listed = on the list
listed-not_listed = not on the list
listed-unknown = not said yet
given-title = Given by authorities or registers
given-hint = The enterprise does not state these.
review-title = Check your answers
review-all-done = All items are complete.
review-unreadable = { $title }: { $why }
review-errors = { $count ->
    [one] 1 answer cannot be used as it is; correct it before submitting.
   *[other] { $count } answers cannot be used as they are; correct them before submitting.
}
gaps-title = What is missing before you submit
gaps-bar = The claim cannot be submitted without:
gaps-lead = { $count ->
    [one] 1 item is not complete. You may submit, but an item without answers or required evidence may give no points in the review.
   *[other] { $count } items are not complete. You may submit, but items without answers or required evidence may give no points in the review.
}
gaps-lead-unreviewed = { $count ->
    [one] 1 item is not complete. You may submit, but an item without answers gives no points; nobody reviews items one by one here, and whoever decides the grade is shown what was stated without its required evidence.
   *[other] { $count } items are not complete. You may submit, but items without answers give no points; nobody reviews items one by one here, and whoever decides the grade is shown what was stated without its required evidence.
}
gaps-items = { $count } not complete
gaps-evidence = { $count } required documents missing
gaps-unanswered = { $count ->
    [one] 1 answer is open.
   *[other] { $count } answers are open.
}
gaps-missing = Missing: { $title }
truthful = The enterprise confirms that all answers and documents are true, complete and valid, and answers for them.
truthful-missing = Confirm that the claim is true
review-change = Change
documents-title = Documents that go with the claim
document-missing = Upload: { $title }
consent-missing = Sign: { $title }
consent-hint = Enter the name of who signs.
submit-title = Submit
submit-lead = Once submitted nothing can be changed; the review begins from what is submitted.
submit-lead-unreviewed = Once submitted nothing can be changed; the grade is computed and decided from what is submitted.
submit-do = Submit the claim
submit-filler = You may fill in. An approver of your enterprise submits: ask them to do so.
confirm-title = Submit the claim?
confirm-lead = It cannot be changed afterwards. Make sure that all of it is true and complete.
confirm-open = { $count ->
    [one] 1 item is not complete and may give no points.
   *[other] { $count } items are not complete and may give no points.
}
confirm-open-unreviewed = { $count ->
    [one] 1 item is not complete: without answers it gives no points, and whoever decides the grade is shown that required evidence is missing.
   *[other] { $count } items are not complete: without answers they give no points, and whoever decides the grade is shown which required evidence is missing.
}
confirm-do = Yes, submit the claim
confirm-back = Back to the answers
received-claim-title = The claim is submitted
received-claim-reference = Reference number
received-claim-next = What happens next
received-claim-read = Read what was submitted
apply-shut = Where nobody can apply now
