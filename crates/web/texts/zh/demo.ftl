### 演示环境的文字。与 en 的名称和变量一致。

demo-strip = 演示时间
demo-day = 演示：今天是 { $day }
demo-who = 您现在是{ $name }
demo-a-day = 过一天
demo-a-week = 过一周
demo-role = 换角色
demo-people = 演示人员
demo-people-hint = 点姓名即以此人登录。人员均为虚构，待办为演示开始当日的情况。从一件申报的页面点“换角色”过来，它正在等待的人排在最前。
demo-awaited = 这件申报现在等待
demo-cannot = 演示中此人没有激活账号，不能登录；可换一件申报，或自行注册一家企业来走
done-own-password = 此账号没有演示密码：是您自己注册的，请输入当时设置的密码；是演示中未启用的企业人员，则不能登录。
demo-nobody-awaited = 这件申报现在不等待任何人。
demo-day-awaited = 现在没有人可以办理，要等到{ $day }。
demo-wait = 演示：把日期移到{ $day }
demo-experts = 全部专家
demo-go-on = 演示：换成下一步的办理人并继续
