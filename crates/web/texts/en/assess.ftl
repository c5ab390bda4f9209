### Texts of the assessor's side: declaring, reviewing item by item, sealing. Names and values as in the other language.

assess-title = Review
assess-items = Items
assess-blind = Other experts do not see what you write, nor you what they write, until all is submitted.
assess-judge = judged
assess-done = Done
assess-together = { $count } items can be checked on one page and taken as claimed together
assess-next = Go on with the next item
assess-open = To do
assess-claim = Claimed
assess-not-claimed = not claimed
assess-finding = What you find
assess-confirm = As claimed
assess-change = Otherwise
assess-later = Not decided yet
assess-found-fields = What you found
assess-list-hint = Correct what is wrong; a row that you clear is not accepted; what you found and nobody claimed goes into the empty row at the end.
assess-nothing-changed = "Otherwise" needs at least one change. Where nothing differs choose "As claimed", where the proof is not enough choose "Not accepted"
assess-reason-missing = Say why it differs or is not accepted
assess-refuse = Not accepted (not proved or not true)
assess-why = Reason (where it differs or is not accepted)
assess-refused = not accepted
assess-refused-why = not accepted: { $reason }
assess-found-why = found otherwise: { $reason }
assess-before = What assessors found before
assess-why-said = Reason: { $reason }
assess-stands = As settled before
assess-documents = Documents of the enterprise
assess-confirmed = as claimed
assess-judged = Points
assess-judged-why = Why these points (required)
assess-judged-reason-missing = Say why you give these points
assess-founded = The objection that was founded
assess-founded-why = Why it is founded: { $reason }
assess-founded-do = Open the items that the ruling concerns, correct the finding or the points and write why; the others stand as they were. Then check and submit.
assess-none-asked = Nothing is asked of you item by item in this review.
assess-none-asked-visit = What earlier reviews came to stands; no difference is left to settle. Write the record of the visit and submit. Where the visit shows otherwise, open the item, change it and say why.
assess-none-asked-seal = What earlier reviews came to stands; no difference is left to settle. Check it and submit. Where you find otherwise, open the item, change it and say why.
assess-part-none = Nothing to assess: as settled before
assess-shared = The same fact counts for:
assess-unclaimed-none = Nothing is claimed, nothing is to be accepted
assess-unclaimed-found = Nothing is claimed, but I found something (enter it below)
assess-list-empty = Nothing is claimed. What you found goes here, one in a row.
assess-nothing = Nothing is asked of you here.
assess-stale = You changed this in another window: load the page again.
judge-range = From { $least } to { $most } points.
judge-step = In steps of { $step }.
declare-title = Declaration of conflicts of interest
declare-lead = Before you see the claim, declare whether you have an interest in the enterprise. Who has one is replaced.
declare-no = I have no interest in this enterprise
declare-yes = I have an interest in this enterprise
declare-reason = Reason
declare-reason-hint = Where you have one.
declare-missing = Choose whether you have an interest in the enterprise
declare-reason-missing = Say under "Reason" which interest it is
declare-do = Declare
done-declared = You have declared.
done-declared-conflict = You have declared a conflict. You take no part in this review; the next expert in the order of the draw takes your place.
done-taken = Taken as claimed, as your own assessment of each.
done-sealed = Submitted; it cannot be changed.
seal-title = Check and submit the assessment
seal-confirm = Submit the assessment?
review-open = { $count ->
    [one] 1 item is not assessed
   *[other] { $count } items are not assessed
}
review-open-judge = { $count ->
    [one] 1 item waits for your points or your reason
   *[other] { $count } items wait for your points or your reason
}
take-lead = You have not assessed these items. Open each; what you checked and found no other than claimed you may take as claimed at once, recorded as your own assessment of each.
take-one = Assess it by itself
take-do = { $count ->
    [one] I take this 1 item as claimed
   *[other] I take these { $count } items as claimed
}
seal-open = Items are open: it cannot be submitted
seal-open-how = assess each, or take the rest as claimed, and submit then
seal-lead = Once submitted it cannot be changed.
seal-do = Submit the assessment
seal-own = What you found, with points
seal-own-hint = Computed with your own assessment in this review, on top of what earlier reviews came to; what is not accepted or not assessed yet counts for nothing. The result is made of all assessments once all are submitted, and may differ.
seal-total = Total: { $total } points.
seal-points = { $points } of { $most } points
seal-stand = { $count ->
    [one] 1 item stands as settled before
   *[other] { $count } items stand as settled before
}
seal-differs = { $count } found otherwise or not accepted
visit-title = Record of the visit
visit-day = Day
visit-day-hint = Such as 2026-06-18.
visit-day-missing = Enter the day of the visit
visit-present = Who was there
visit-present-hint = Of both sides, one in a line.
visit-present-missing = Enter who took part, one a line
visit-minutes = Minutes
visit-minutes-missing = Enter the minutes
assess-begin = Begin the review
assess-goes-on = The application has gone on to “{ $stage }”, which is yours too.
assess-sealed = Your assessment is submitted.
assess-sealed-what = Nothing is left for you to do on this application now; a later review, or an assessment that is given back to you, will stand on your desk.
assess-not-now = You cannot review now.
assessed-do = Finish the review with example findings
assessed-what = In the demo only: what is open is taken as claimed, points that you would give are given with a reason, and a record of the visit is written where one is needed, all of it invented. What you have found yourself stays; checking and sealing are left to you.
assessed-done = { $count } items were assessed with example findings, all invented. Check them and submit.
assessed-visit = An example of a record of the visit was filled in, all invented. Check it and submit.
seal-claimed = claimed { $points } of { $most } points
seal-part = items: { $count }
seal-part-judged = points given by you: { $count }
seal-part-alike = all facts as claimed
seal-part-differs = found otherwise: { $count }
