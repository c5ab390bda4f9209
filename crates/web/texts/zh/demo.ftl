### 演示环境的文字。与 en 的名称和变量一致。

demo-strip = 演示时间
demo-day = 演示：今天是 { $day }
demo-a-day = 过一天
demo-a-week = 过一周
demo-role = 换角色
demo-people = 演示人员
demo-people-hint = 点姓名即以此人登录。人员均为虚构，待办为演示开始当日的情况。
demo-experts = 全部专家（抽取到的专家按姓名查找）
