### 登录和账号的文字。与 en 的名称和变量一致。

menu-desk = 工作台
menu-sign-in = 登录
menu-sign-out = 退出
menu-account = 账号：{ $name }
desk-must-enrol = 您的角色须绑定验证器后才能使用。

sign-in-title = 登录
sign-in-failed = 没有登录成功
sign-in-first = 请先登录，登录后继续。
sign-in-form-kept = 登录已失效。您填写的内容已保留，登录后可继续提交。
sign-in-login = 登录名
sign-in-login-missing = 请输入登录名
sign-in-password = 密码
sign-in-password-missing = 请输入密码
sign-in-do = 登录
sign-in-again = 重新登录
code-title = 输入验证码
code-field = 验证码
code-hint = 验证器应用当前显示的 6 位数字；手机不在身边的，可用一个备用码。
code-missing = 请输入验证码
code-do = 继续

kept-title = 请再提交一次
kept-signed-in = 登录已恢复。以下是您刚才填写、尚未提交的内容，核对后请再提交一次。
kept-untied = 页面已过期，内容尚未提交。核对后请再提交一次；如仍不行，请允许浏览器使用 Cookie。
kept-what = 您填写的内容
kept-send = 提交

done-signed-out = 已退出登录。

trouble-401 = 登录已失效
trouble-401-do = 请重新登录后再做一次；文件需要重新选择。
