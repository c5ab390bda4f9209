### Texts of the demo. Names and values as in the other language.

demo-strip = Time of the demo
demo-day = Demo: today is { $day }
demo-a-day = a day on
demo-a-week = a week on
demo-role = change role
demo-people = People of the demo
demo-people-hint = A click on a name signs in as that person. All are fictional; what waits is told as of the first day of the demo.
demo-experts = All experts (find one who was drawn by name)
