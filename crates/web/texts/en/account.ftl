### Texts of signing in and of accounts. Names and values as in zh.

menu-desk = Desk
menu-sign-in = Sign in
menu-sign-out = Sign out
menu-account = Account: { $name }
desk-must-enrol = Your roles can be used once a second factor is enrolled.

sign-in-title = Sign in
sign-in-failed = You are not signed in
sign-in-first = Sign in first; you go on from there.
sign-in-form-kept = Your session has ended. What you wrote is kept: sign in and send it.
sign-in-login = Login
sign-in-login-missing = Enter your login
sign-in-password = Password
sign-in-password-missing = Enter your password
sign-in-do = Sign in
sign-in-again = Begin again
code-title = Enter the code
code-field = Code
code-hint = The six digits that your authenticator shows now, or one of your recovery codes.
code-missing = Enter the code
code-do = Continue

kept-title = Send it once more
kept-signed-in = You are signed in again. This is what you wrote; it has not been sent yet. Check it and send it.
kept-untied = The page was out of date and nothing has been sent. Check what you wrote and send it once more; if that does not help, allow cookies in your browser.
kept-what = What you wrote
kept-send = Send

done-signed-out = You are signed out.

trouble-401 = Your session has ended
trouble-401-do = Sign in and do it once more; files have to be chosen again.
