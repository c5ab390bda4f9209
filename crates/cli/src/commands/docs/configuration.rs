//! The reference of the settings, from the table that reads them.

use duheng_pack::text::Language;

use super::page::{code, generated, of, table};
use crate::settings::SETTINGS;

/// The page of all settings.
pub fn page(language: Language) -> String {
    let (title, about, heads) = match language {
        Language::Zh => (
            "配置",
            "`duheng serve --config FILE` 读取的设置。文件为 YAML，每行写 `键: 值`；相对路径从配置文件所在的文件夹算起。有错误时一次列出全部，并写明行号。安装和日常运维见 [operations.zh.md](operations.zh.md)，样例见 [duheng.yaml](../packaging/duheng.yaml)。\n\n",
            ["设置", "值", "默认", "用途"],
        ),
        Language::En => (
            "Configuration",
            "The settings that `duheng serve --config FILE` reads. The file is YAML, a `key: value` on each line; a relative path counts from the folder of the file. All mistakes are told at once, with their lines. How to install and to operate is told in [operations.en.md](operations.en.md), an example is [duheng.yaml](../packaging/duheng.yaml).\n\n",
            ["setting", "value", "default", "what it is for"],
        ),
    };
    let required = of(&["必填", "required"], language);
    let rows: Vec<Vec<String>> = SETTINGS
        .iter()
        .map(|setting| {
            let default = setting.default.map_or_else(String::new, code);
            vec![
                code(setting.key),
                setting.kind.expected().get(language).to_string(),
                if setting.required { required.to_string() } else { default },
                of(&setting.about, language).to_string(),
            ]
        })
        .collect();
    format!("# {title}\n\n{}{about}{}", generated(language), table(&heads, &rows)).trim_end().to_string()
        + "\n"
}
