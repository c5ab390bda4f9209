### Texts of the demo. Names and values as in the other language.

demo-strip = Time of the demo
demo-day = Demo: today is { $day }
demo-who = you are { $name }
demo-a-day = a day on
demo-a-week = a week on
demo-role = change role
demo-people = People of the demo
demo-people-hint = A click on a name signs in as that person. All are fictional; what waits is told as of the first day of the demo. Come here by “change role” from the page of an application, and those it waits for stand first.
demo-awaited = This application waits for
demo-cannot = has no account to sign in with in the demo; take another application, or register an enterprise of your own
done-own-password = This account has no demo password: if you registered it yourself, type the password that you chose then; people of enterprises who were never invited in the demo cannot sign in.
demo-nobody-awaited = This application waits for nobody now.
demo-day-awaited = Nobody can go on before { $day }.
demo-wait = Demo: move the date to { $day }
demo-experts = All experts
demo-go-on = Demo: become the one it waits for, and go on
